package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// table is a titled grid; the first row has the names of the columns.
type table struct {
	title string
	rows  [][]string
}

// print writes the tables as text, and as Markdown if that is asked for.
func (b *bench) print(o *options) error {
	heading := fmt.Sprintf("%s: %d lines of Go in packages without tests; medians of %d runs; %s", b.options.repo, b.lines, o.runs, machine())
	tables := []table{b.costs(), b.edits(), b.goals()}
	fmt.Println(heading)
	for _, t := range tables {
		if err := t.text(os.Stdout); err != nil {
			return err
		}
	}
	for _, t := range b.tools {
		fmt.Printf("%s: %s\n", t.name, t.about)
	}
	if o.markdown == "" {
		return nil
	}
	var text strings.Builder
	text.WriteString(heading + ".\n")
	for _, t := range tables {
		t.markdown(&text)
	}
	return os.WriteFile(o.markdown, []byte(text.String()), 0o666)
}

func (t *table) text(w io.Writer) error {
	fmt.Fprintf(w, "\n%s\n", t.title)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range t.rows {
		fmt.Fprintln(tw, "  "+strings.Join(row, "\t"))
	}
	return tw.Flush()
}

func (t *table) markdown(w io.Writer) {
	fmt.Fprintf(w, "\n### %s\n\n", t.title)
	for i, row := range t.rows {
		fmt.Fprintf(w, "| %s |\n", strings.Join(row, " | "))
		if i == 0 {
			fmt.Fprintf(w, "|%s\n", strings.Repeat(" --- |", len(row)))
		}
	}
}

// costs has a row for each tool. The ratios are to govlint.
func (b *bench) costs() table {
	t := table{title: "Cost of a run", rows: [][]string{{"tool",
		"cold wall", "×", "cold CPU", "×", "cold memory", "warm wall", "×", "warm CPU", "×", "warm memory"}}}
	for _, tool := range b.tools {
		if tool.missing != nil {
			t.rows = append(t.rows, []string{tool.name, "not available: " + firstLine(tool.missing.Error()), "", "", "", "", "", "", "", "", ""})
			continue
		}
		row := []string{tool.name}
		for _, step := range []string{cold, warm} {
			cost, ok := b.median(tool.name, step)
			if !ok {
				row = append(row, "", "", "", "", "")
				continue
			}
			base, _ := b.median("govlint", step)
			row = append(row, seconds(cost.wall), ratio(cost.wall, base.wall), seconds(cost.cpu), ratio(cost.cpu, base.cpu), megabytes(cost.memory))
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// edits has what it costs govlint to see a new line.
func (b *bench) edits() table {
	t := table{title: "Cost of govlint after adding a line", rows: [][]string{{"to", "wall", "CPU", "file"}}}
	for _, step := range []string{leafEdit, topEdit} {
		cost, ok := b.median("govlint", step)
		if !ok {
			continue
		}
		what, file := "a package on which the most depend", b.leaf
		if step == topEdit {
			what, file = "a package on which none depends", b.top
		}
		t.rows = append(t.rows, []string{what, seconds(cost.wall), seconds(cost.cpu), strings.TrimPrefix(file, b.repo+"/")})
	}
	return t
}

// median returns the median cost of a tool's step; ok is false if it did not
// run.
func (b *bench) median(name, step string) (cost usage, ok bool) {
	i := slices.IndexFunc(b.tools, func(t *tool) bool { return t.name == name })
	if i < 0 || b.tools[i].missing != nil || len(b.tools[i].costs[step]) == 0 {
		return usage{}, false
	}
	list := b.tools[i].costs[step]
	return usage{
		wall:   middle(list, func(u usage) time.Duration { return u.wall }),
		cpu:    middle(list, func(u usage) time.Duration { return u.cpu }),
		memory: middle(list, func(u usage) int64 { return u.memory }),
	}, true
}

func middle[N int64 | time.Duration](list []usage, value func(usage) N) N {
	var values []N
	for _, u := range list {
		values = append(values, value(u))
	}
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func megabytes(n int64) string { return fmt.Sprintf("%d MB", n>>20) }

func ratio(a, b time.Duration) string {
	if b == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", float64(a)/float64(b))
}
