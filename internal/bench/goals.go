package main

import (
	"fmt"
	"strings"
)

// goal is what a number, or the ratio of two, should be at most.
type goal struct {
	name  string
	tool  string
	step  string
	value func(usage) float64
	to    string // the tool to compare with, in the same step; "" compares with one of the unit
	limit float64
	unit  string
}

func wall(u usage) float64   { return u.wall.Seconds() }
func cpu(u usage) float64    { return u.cpu.Seconds() }
func memory(u usage) float64 { return float64(u.memory) / 1e9 }

// theGoals are those of the project.
var theGoals = [...]goal{
	{"cold CPU, to the floor's", "govlint", cold, cpu, "floor", 1, ""},
	{"cold wall, to golangci-lint's", "govlint", cold, wall, "golangci-lint", 0.65, ""},
	{"cold wall, to staticcheck's", "govlint", cold, wall, "staticcheck", 0.3, ""},
	{"warm wall, to go list's", "govlint", warm, wall, "go list", 1.5, ""},
	{"warm CPU, to go list's", "govlint", warm, cpu, "go list", 1.5, ""},
	{"peak memory", "govlint", cold, memory, "", 1, "GB"},
	{"a line added where the most depend", "govlint", leafEdit, wall, "", 2, "s"},
	{"a line added where none depends", "govlint", topEdit, wall, "", 2, "s"},
	{"under go vet, cold CPU, to the floor's", "go vet with govlint", cold, cpu, "go vet with floor", 1.15, ""},
	{"under go vet, cold wall, to the floor's", "go vet with govlint", cold, wall, "go vet with floor", 1.15, ""},
	{"under go vet, warm wall, to go vet's", "go vet with govlint", warm, wall, "go vet", 1, ""},
}

// goals has a row for each goal that can be judged.
func (b *bench) goals() table {
	t := table{title: "Goals", rows: [][]string{{"what", "measured", "at most", ""}}}
	for _, g := range theGoals {
		got, ok := b.judge(g)
		if !ok {
			continue
		}
		verdict := "met"
		if got > g.limit {
			verdict = "missed"
		}
		t.rows = append(t.rows, []string{g.name, number(got, g.unit), number(g.limit, g.unit), verdict})
	}
	if cost, ok := b.median("govlint", cold); ok && b.lines > 0 {
		perLine := cost.cpu.Seconds() / float64(b.lines) * 1e6
		t.rows = append(t.rows, []string{"cold CPU for each line, to compare repositories", fmt.Sprintf("%.1f µs", perLine), "", ""})
	}
	return t
}

// judge returns what was measured; ok is false if a tool did not run.
func (b *bench) judge(g goal) (float64, bool) {
	cost, ok := b.median(g.tool, g.step)
	if !ok {
		return 0, false
	}
	if g.to == "" {
		return g.value(cost), true
	}
	other, ok := b.median(g.to, g.step)
	if !ok || g.value(other) == 0 {
		return 0, false
	}
	return g.value(cost) / g.value(other), true
}

func number(n float64, unit string) string { return strings.TrimSpace(fmt.Sprintf("%.2f %s", n, unit)) }
