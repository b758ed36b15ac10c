package corpus

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/govlint/govlint/internal/report"
)

// WriteUnjudged writes the findings that somebody has to judge, each with its
// excerpt and path, and the entry that the judged list wants.
func (w *Workspace) WriteUnjudged(ctx context.Context, out io.Writer, findings []Located) error {
	sortLocated(findings)
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "%s %s:%d: %s (%s)\n", f.Repo.Name, f.File, f.Start.Line, f.Message, f.Rule)
		w.excerpt(ctx, &b, f.Repo.Name, f.Repo.Commit, f.Range)
		for _, step := range f.Path {
			fmt.Fprintf(&b, "  note: %s:%d: %s\n", step.File, step.Start.Line, step.Message)
			if step.Range != f.Range {
				w.excerpt(ctx, &b, f.Repo.Name, f.Repo.Commit, step.Range)
			}
		}
		file, _ := inside(f.Module, f.File)
		fmt.Fprintf(&b, "- repo: %s\n  commit: %s\n  module: %s\n  file: %s\n  line: %d\n  rule: %s\n  fingerprint: %s\n  verdict:\n  reason:\n\n",
			f.Repo.Name, f.Repo.Commit, f.Module, file, f.Start.Line, f.Rule, f.Fingerprint)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// around is how many lines an excerpt shows around the first.
const around = 3

// excerpt writes the lines around the start of a range, its first one marked.
func (w *Workspace) excerpt(ctx context.Context, b *strings.Builder, repo, commit string, r report.Range) {
	src, err := w.Mirror.file(ctx, repo, commit, r.File)
	if err != nil {
		fmt.Fprintf(b, "    %v\n", err)
		return
	}
	lines := strings.Split(string(src), "\n")
	for n := max(1, r.Start.Line-around); n <= min(len(lines), r.Start.Line+around); n++ {
		mark := " "
		if n == r.Start.Line {
			mark = ">"
		}
		fmt.Fprintf(b, "  %s %5d  %s\n", mark, n, strings.ReplaceAll(lines[n-1], "\t", "    "))
	}
}
