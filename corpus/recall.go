package corpus

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// RecallTable counts per rule that was meant to find a bug, and per row of bugs
// that have no rule yet. A bug that several rules are meant for counts for the
// one that found it, else for the first that exists.
func RecallTable(results []Result, known, peers []string) *Table {
	t := &Table{Title: "Recall: historical mistakes, found before their fix", Header: []string{"rule", "bugs", "no rule yet", "not loaded", "answered", "found", "silent in fix", "recall"}}
	t.Header = append(t.Header, peers...)
	groups := map[string][]Result{}
	for _, r := range results {
		groups[group(r, known)] = append(groups[group(r, known)], r)
	}
	var names []string
	for name := range groups {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(order(a), order(b)) })
	for _, name := range names {
		t.addRecall(name, groups[name], peers)
	}
	t.addRecall("all", results, peers)
	return t
}

// group returns the row of the table that a result counts in.
func group(r Result, known []string) string {
	if r.Rule != "" {
		return r.Rule
	}
	for _, rule := range r.Bug.Rules {
		if slices.Contains(known, rule) {
			return rule
		}
	}
	return r.Bug.Row
}

// order makes rules come before rows of the pitfalls, and R9 before R10.
func order(name string) string {
	if n, ok := strings.CutPrefix(name, "R"); ok {
		return fmt.Sprintf("~%4s", n)
	}
	return name
}

func (t *Table) addRecall(name string, results []Result, peers []string) {
	n := map[Outcome]int{}
	for _, r := range results {
		n[r.Outcome]++
	}
	found := n[Found] + n[Noisy]
	row := []any{name, len(results), n[NoRule], n[NotLoaded], found + n[Missed], found, n[Found], percent(found, found+n[Missed])}
	for _, peer := range peers {
		row = append(row, peerRecall(results, peer))
	}
	t.Add(row...)
}

// peerRecall returns how many of the bugs that we have an answer for a peer
// found, of those that it has one for.
func peerRecall(results []Result, peer string) string {
	found, asked := 0, 0
	for _, r := range results {
		if _, failed := r.Failed[peer]; failed || !r.Outcome.answered() {
			continue
		}
		asked++
		if len(r.Peers[peer]) > 0 {
			found++
		}
	}
	if asked == 0 {
		return "–"
	}
	return fmt.Sprintf("%d/%d", found, asked)
}

// WriteResults writes one line for each bug, and what there is to read about
// it.
func WriteResults(out io.Writer, results []Result, others bool) error {
	var b strings.Builder
	for _, r := range results {
		fmt.Fprintf(&b, "%-10s  %-24s  %s\n", r.Outcome, r.Bug.ID, detail(r))
		for _, f := range r.Still {
			fmt.Fprintf(&b, "    in the fix: %s:%d: %s (%s)\n", f.File, f.Start.Line, f.Message, f.Rule)
		}
		writePeers(&b, r)
		for _, f := range r.Others {
			if others {
				fmt.Fprintf(&b, "    also: %s:%d: %s (%s)\n", f.File, f.Start.Line, f.Message, f.Rule)
			}
		}
	}
	b.WriteString("\n")
	_, err := io.WriteString(out, b.String())
	return err
}

// detail is what there is to know about an outcome.
func detail(r Result) string {
	switch r.Outcome {
	case NotLoaded:
		return r.Reason
	case NoRule:
		return strings.Join(r.Bug.Rules, ", ")
	case Missed:
		return fmt.Sprintf("%s:%d %s: %s", r.Bug.File, r.Bug.Line, r.Bug.Func, r.Bug.Summary)
	}
	f := r.Parent[0]
	return fmt.Sprintf("%s:%d: %s (%s)", f.File, f.Start.Line, f.Message, f.Rule)
}

func writePeers(b *strings.Builder, r Result) {
	var names []string
	for name := range r.Peers {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, remark := range r.Peers[name] {
			fmt.Fprintf(b, "    %s: line %d: %s (%s)\n", name, remark.Line, remark.Message, remark.Check)
		}
	}
	names = names[:0]
	for name := range r.Failed {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(b, "    %s gave no answer: %s\n", name, r.Failed[name])
	}
}
