package analyzers

import (
	"fmt"
	"slices"

	"github.com/govlint/govlint/analyzers/internal/rule"
)

// Selection says which rules run. Its lists take names of rules, names of
// groups, and "all".
type Selection struct {
	Only    []string // if not empty, these and no others
	Enable  []string // beside the stable ones
	Disable []string
	Preview bool // enable all preview rules
}

// Select returns the rules that a selection leaves, in the order of rules. It
// fails on a name that is not known, and says which is nearest.
func Select(rules []*Rule, s Selection) ([]*Rule, error) {
	only, err := expand(rules, s.Only)
	if err != nil {
		return nil, err
	}
	enable, err := expand(rules, s.Enable)
	if err != nil {
		return nil, err
	}
	disable, err := expand(rules, s.Disable)
	if err != nil {
		return nil, err
	}
	var selected []*Rule
	for _, r := range rules {
		on := r.Status == rule.Stable || s.Preview && r.Status == rule.Preview || enable[r]
		if len(s.Only) > 0 {
			on = only[r]
		}
		if on && !disable[r] {
			selected = append(selected, r)
		}
	}
	return selected, nil
}

// expand returns the rules that a list names.
func expand(rules []*Rule, names []string) (map[*Rule]bool, error) {
	named := map[*Rule]bool{}
	for _, name := range names {
		known := false
		for _, r := range rules {
			if name == r.Name || name == string(r.Group) || name == "all" {
				named[r], known = true, true
			}
		}
		if !known {
			return nil, unknown(rules, name)
		}
	}
	return named, nil
}

// Lookup returns the rule of a name. It fails if there is none, and says which
// name is nearest.
func Lookup(rules []*Rule, name string) (*Rule, error) {
	i := slices.IndexFunc(rules, func(r *Rule) bool { return r.Name == name })
	if i < 0 {
		return nil, unknown(rules, name)
	}
	return rules[i], nil
}

// Groups returns the groups that have rules, sorted.
func Groups(rules []*Rule) []string {
	var groups []string
	for _, r := range rules {
		groups = append(groups, string(r.Group))
	}
	slices.Sort(groups)
	return slices.Compact(groups)
}

func unknown(rules []*Rule, name string) error {
	candidates := append(Groups(rules), "all")
	for _, r := range rules {
		candidates = append(candidates, r.Name)
	}
	return fmt.Errorf("unknown rule or group %q (did you mean %q?)", name, nearest(candidates, name))
}

// nearest returns the candidate that the fewest edits turn into name; the
// first of several.
func nearest(candidates []string, name string) string {
	return slices.MinFunc(candidates, func(a, b string) int { return distance(a, name) - distance(b, name) })
}

// distance returns how many bytes have to be inserted, removed or replaced to
// turn a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1) // distances of a[:i] to the beginnings of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
