package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"sync"
	"time"

	"github.com/govlint/govlint/corpus"
)

// session is one run of the command.
type session struct {
	*options
	workspace      *corpus.Workspace
	govlint        corpus.Tool
	known          []string // the rules that exist
	stdout, stderr io.Writer
}

// compare lints the repositories and compares with what has been judged.
func (s *session) compare(ctx context.Context) error {
	repos, err := read("corpus/repos.yaml", corpus.ParseRepos)
	if err != nil {
		return err
	}
	judged, err := read("corpus/findings.yaml", func(text []byte) ([]corpus.Entry, error) { return corpus.Parse(text, s.known) })
	if err != nil {
		return err
	}
	repos = slices.DeleteFunc(repos, func(r corpus.Repo) bool { return !s.only.MatchString(r.Name) })
	linted, err := s.workspace.LintAll(ctx, s.govlint, repos, s.limit, s.progress(len(repos)))
	if err != nil {
		return err
	}
	c := corpus.Compare(linted, judged)
	for _, message := range c.Errors {
		fmt.Fprintln(s.stdout, "not analysed:", message)
	}
	for _, e := range c.Vanished {
		fmt.Fprintf(s.stdout, "vanished: %s (%s: %s)\n", e, e.Verdict, e.Reason)
	}
	if err := s.workspace.WriteUnjudged(ctx, s.stdout, c.New); err != nil {
		return err
	}
	if err := s.print(c.Table()); err != nil {
		return err
	}
	return c.Err()
}

// measure looks for the historical mistakes.
func (s *session) measure(ctx context.Context) error {
	bugs, err := read("corpus/bugs.yaml", corpus.ParseBugs)
	if err != nil {
		return err
	}
	bugs = slices.DeleteFunc(bugs, func(b corpus.Bug) bool { return !s.only.MatchString(b.ID) })
	peers, err := s.peerTools(ctx)
	if err != nil {
		return err
	}
	results, err := s.workspace.MeasureAll(ctx, s.govlint, s.known, peers, bugs, s.limit, s.progress(len(bugs)))
	if err != nil {
		return err
	}
	if err := corpus.WriteResults(s.stdout, results, s.others); err != nil {
		return err
	}
	var names []string
	for _, p := range peers {
		names = append(names, p.Tool.Name)
	}
	return s.print(corpus.RecallTable(results, s.known, names))
}

// peerTools returns the other linters that are asked for. They stay as they were
// built.
func (s *session) peerTools(ctx context.Context) ([]corpus.Peer, error) {
	var peers []corpus.Peer
	for _, name := range s.peers {
		makePeer, ok := linters[name]
		if !ok {
			return nil, fmt.Errorf("unknown linter %q", name)
		}
		tool, ok := s.workspace.Kept(name)
		if !ok {
			var err error
			if tool, err = s.buildPeer(ctx, name); err != nil {
				return nil, err
			}
		}
		peers = append(peers, makePeer(tool))
	}
	return peers, nil
}

// linters makes peers of tools, by their names.
var linters = map[string]func(corpus.Tool) corpus.Peer{
	"govet": corpus.GoVet, "staticcheck": corpus.Staticcheck, "golangci-lint": corpus.GolangciLint,
}

func (s *session) buildPeer(ctx context.Context, name string) (corpus.Tool, error) {
	switch name {
	case "staticcheck":
		return s.workspace.Install(ctx, name, "honnef.co/go/tools/cmd/staticcheck@v0.8.2")
	case "golangci-lint":
		return s.workspace.Build(ctx, name, "e2e/golangci", ".")
	}
	file, err := exec.LookPath("go")
	if err != nil {
		return corpus.Tool{}, err
	}
	return corpus.NewTool(name, file)
}

// progress returns what is called with the name of each thing that is done.
func (s *session) progress(total int) func(string) {
	var mu sync.Mutex
	done, start := 0, time.Now()
	return func(name string) {
		mu.Lock()
		defer mu.Unlock()
		done++
		fmt.Fprintf(s.stderr, "%3d/%d %6s  %s\n", done, total, time.Since(start).Round(time.Second), name)
	}
}

// print writes the table to the terminal and, if asked to, as Markdown.
func (s *session) print(t *corpus.Table) error {
	if err := t.WriteText(s.stdout); err != nil {
		return err
	}
	if s.markdown == "" {
		return nil
	}
	file, err := os.Create(s.markdown)
	if err != nil {
		return err
	}
	defer file.Close()
	return t.WriteMarkdown(file)
}

// read reads one of the lists.
func read[E any](file string, parse func([]byte) ([]E, error)) ([]E, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	entries, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return entries, nil
}
