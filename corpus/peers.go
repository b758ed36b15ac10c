package corpus

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// remark is a line that a peer reports.
type remark struct {
	Check   string
	File    string // absolute, or relative to the module
	Line    int
	Message string
}

// Peer is another linter.
type Peer struct {
	Tool  Tool
	Args  []string
	parse func(Output) ([]remark, error)
}

// nearest is the linters of golangci-lint that look for mistakes like ours.
var nearest = []string{
	"bodyclose", "containedctx", "contextcheck", "durationcheck", "errcheck", "fatcontext", "forcetypeassert",
	"gocritic", "gosec", "govet", "noctx", "nilerr", "nilnesserr", "promlinter", "protogetter", "revive", "rowserrcheck", "sloglint",
	"spancheck", "sqlclosecheck", "staticcheck",
}

// GoVet is the go command's own linter.
func GoVet(goTool Tool) Peer {
	return Peer{Tool: goTool, Args: []string{"vet", "-json"}, parse: parseVet}
}

// Staticcheck is honnef.co/go/tools/cmd/staticcheck.
func Staticcheck(tool Tool) Peer {
	return Peer{Tool: tool, Args: []string{"-f", "json"}, parse: parseStaticcheck}
}

// GolangciLint is golangci-lint with the linters nearest to our rules.
func GolangciLint(tool Tool) Peer {
	args := []string{
		"run", "--no-config", "--default=none", "--enable=" + strings.Join(nearest, ","), "--output.json.path=stdout", "--show-stats=false",
		"--path-mode=abs", "--issues-exit-code=0", "--max-issues-per-linter=0", "--max-same-issues=0", "--timeout=30m", "--allow-parallel-runners",
	}
	return Peer{Tool: tool, Args: args, parse: parseGolangci}
}

// ask sets what a peer says of a bug: what it reports there in the parent and
// no longer in the fix, whatever the check. That favours the peer, since a
// remark on style that happens to vanish counts as well.
func (w *Workspace) ask(ctx context.Context, p Peer, res *Result) error {
	parent, err := w.remarks(ctx, p, res.Bug, res.Bug.Parent)
	if err != nil {
		return err
	}
	if len(parent) == 0 {
		return nil
	}
	fixed, err := w.remarks(ctx, p, res.Bug, res.Bug.Fix)
	if err != nil {
		return err
	}
	for _, r := range parent {
		same := func(other remark) bool { return other.Check == r.Check && other.Message == r.Message }
		if !slices.ContainsFunc(fixed, same) {
			res.Peers[p.Tool.Name] = append(res.Peers[p.Tool.Name], r)
		}
	}
	return nil
}

// remarks returns what a peer reports at a bug.
func (w *Workspace) remarks(ctx context.Context, p Peer, b Bug, commit string) ([]remark, error) {
	out, err := w.run(ctx, job{Tool: p.Tool, Repo: b.Repo, Commit: commit, Module: b.Module, Args: append(slices.Clone(p.Args), b.pattern())})
	if err != nil {
		return nil, err
	}
	if out.TimedOut {
		return nil, fmt.Errorf("no answer within %s", w.Timeout)
	}
	all, err := p.parse(out)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, lastLine([]byte(out.Stderr)))
	}
	at, err := w.locate(ctx, b, commit)
	if err != nil {
		return nil, nil // the fix removed the file
	}
	// A peer runs on the package alone, so the name of the file is enough.
	return slices.DeleteFunc(all, func(r remark) bool {
		return filepath.Base(r.File) != filepath.Base(b.File) || !at.has(b.File, r.Line)
	}), nil
}

// parseVet reads "# package" lines and JSON values in between.
func parseVet(out Output) ([]remark, error) {
	var text strings.Builder
	for line := range strings.Lines(out.Stdout + out.Stderr) {
		if !strings.HasPrefix(line, "#") {
			text.WriteString(line)
		}
	}
	var all []remark
	for decoder := json.NewDecoder(strings.NewReader(text.String())); ; {
		var packages map[string]map[string]json.RawMessage
		if err := decoder.Decode(&packages); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("go vet: %w", err)
		}
		for _, checks := range packages {
			for check, text := range checks {
				var found []struct{ Posn, Message string }
				if json.Unmarshal(text, &found) != nil {
					continue // an error of the check
				}
				for _, f := range found {
					file, line := split(f.Posn)
					all = append(all, remark{Check: check, File: file, Line: line, Message: f.Message})
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b remark) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return all, nil
}

// split takes file:line:column apart.
func split(posn string) (file string, line int) {
	parts := strings.Split(posn, ":")
	if len(parts) < 3 {
		return posn, 0
	}
	line, _ = strconv.Atoi(parts[len(parts)-2]) // 0: nowhere
	return strings.Join(parts[:len(parts)-2], ":"), line
}

// parseStaticcheck reads one JSON value a line.
func parseStaticcheck(out Output) ([]remark, error) {
	var all []remark
	for decoder := json.NewDecoder(strings.NewReader(out.Stdout)); ; {
		var found struct {
			Code, Message string
			Location      struct {
				File string
				Line int
			}
		}
		if err := decoder.Decode(&found); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("staticcheck: %w", err)
		}
		if found.Code == "compile" {
			return nil, fmt.Errorf("%w: %s", errNotLoaded, found.Message)
		}
		all = append(all, remark{Check: found.Code, File: found.Location.File, Line: found.Location.Line, Message: found.Message})
	}
}

func parseGolangci(out Output) ([]remark, error) {
	var found struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename string
				Line     int
			}
		}
	}
	if err := json.NewDecoder(strings.NewReader(out.Stdout)).Decode(&found); err != nil {
		return nil, fmt.Errorf("golangci-lint: %w", err)
	}
	var all []remark
	for _, i := range found.Issues {
		if i.FromLinter == "typecheck" {
			return nil, fmt.Errorf("%w: %s", errNotLoaded, i.Text)
		}
		all = append(all, remark{Check: i.FromLinter, File: i.Pos.Filename, Line: i.Pos.Line, Message: i.Text})
	}
	return all, nil
}
