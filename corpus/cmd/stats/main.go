// Stats prints, per rule, how many findings on real repositories have been
// judged and how many of them are true.
//
// Run it from the root of the project: go run ./corpus/cmd/stats
package main

import (
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/corpus"
)

func main() {
	if err := run(os.Stdout, "corpus/findings.yaml"); err != nil {
		fmt.Fprintln(os.Stderr, "stats:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var names []string
	for _, r := range analyzers.Rules() {
		names = append(names, r.Name)
	}
	entries, err := corpus.Parse(text, names)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if len(entries) == 0 {
		_, err := fmt.Fprintln(w, "no findings have been judged")
		return err
	}
	counts := corpus.Stats(entries)
	return print(w, append(counts, corpus.Sum(counts)))
}

func print(w io.Writer, counts []corpus.Count) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "rule\tfindings\ttrue\tfalse\tunclear\tprecision\t")
	for _, c := range counts {
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%.1f %%\t\n", c.Rule, c.Total(), c.True, c.False, c.Unclear, c.Precision())
	}
	return table.Flush()
}
