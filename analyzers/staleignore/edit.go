package staleignore

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/internal/word"
)

// comment is a directive and the file that it is in.
type comment struct {
	*rule.Directive
	file *ast.File
}

// misnamed reports a name that no rule has.
func (j *judge) misnamed(c comment, m rule.Mention) {
	nearest, similar := word.Similar(j.names, m.Name)
	if !similar {
		j.report(c, []rule.Mention{m}, fmt.Sprintf("%s is no rule of govlint, so nothing is suppressed", m.Name), j.without(c, []rule.Mention{m})...)
		return
	}
	j.report(c, []rule.Mention{m}, fmt.Sprintf("%s is no rule of govlint, so nothing is suppressed (did you mean %s?)", m.Name, nearest), rule.Fix{
		Message: "Name " + nearest,
		Edits:   []analysis.TextEdit{{Pos: m.Pos, End: m.End, NewText: []byte(nearest)}},
	})
}

// without returns the fix that takes words out of a directive's list, or
// deletes the directive if nothing is left.
func (j *judge) without(c comment, words []rule.Mention) []rule.Fix {
	var kept []string
	for _, m := range c.Names {
		if !slices.Contains(words, m) {
			kept = append(kept, m.Name)
		}
	}
	if len(kept) > 0 {
		first, last := c.Names[0], c.Names[len(c.Names)-1]
		return []rule.Fix{{Message: "Do not name " + list(words), Safe: true, Edits: []analysis.TextEdit{
			{Pos: first.Pos, End: last.End, NewText: []byte(strings.Join(kept, ","))},
		}}}
	}
	edit, ok := j.deletion(c)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Delete the directive", Safe: true, Edits: []analysis.TextEdit{edit}}}
}

// deletion deletes a directive, with its line if there is nothing else on it.
func (j *judge) deletion(c comment) (analysis.TextEdit, bool) {
	file := j.Fset.File(c.Pos())
	src, err := j.ReadFile(file.Name())
	if err != nil || len(src) != file.Size() {
		return analysis.TextEdit{}, false
	}
	from, to := file.Offset(c.Pos()), file.Offset(c.End())
	for from > 0 && strings.ContainsRune(" \t", rune(src[from-1])) {
		from--
	}
	if from > 0 && src[from-1] != '\n' {
		return analysis.TextEdit{Pos: file.Pos(from), End: c.End()}, true
	}
	// Have: a line of its own. Without it, an empty line at the end of a longer
	// comment, or a second one between statements, would be left.
	if next := strings.IndexByte(string(src[to:]), '\n'); next >= 0 {
		to += next + 1
	} else {
		to = len(src)
	}
	from = j.separator(c, file, from)
	if blankBefore(src[:from]) {
		to += blank(src[to:])
	}
	return analysis.TextEdit{Pos: file.Pos(from), End: file.Pos(to)}, true
}

// separator returns the start of the empty comment line above a directive that
// ends its comment, or else the start of its own line.
func (j *judge) separator(c comment, file *token.File, from int) int {
	i := slices.Index(c.Group.List, c.Comment)
	if i > 0 && i == len(c.Group.List)-1 && c.Group.List[i-1].Text == "//" {
		return file.Offset(file.LineStart(file.PositionFor(c.Group.List[i-1].Pos(), false).Line))
	}
	return from
}

// blankBefore reports whether source ends with an empty line or with the
// beginning of a block.
func blankBefore(src []byte) bool {
	lines := strings.Split(string(src), "\n")
	if len(lines) < 2 {
		return true
	}
	last := strings.TrimSpace(lines[len(lines)-2])
	return last == "" || strings.HasSuffix(last, "{")
}

// blank returns the length of the empty line that source begins with, or 0.
func blank(src []byte) int {
	line, _, ok := strings.Cut(string(src), "\n")
	if !ok || strings.TrimSpace(line) != "" {
		return 0
	}
	return len(line) + 1
}
