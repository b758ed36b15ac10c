package analyzers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/internal/config"
	"github.com/govlint/govlint/internal/word"
)

// Selection says which rules run. Its lists take names of rules, names of
// groups, and "all"; a name has precedence over a group, and that over "all".
type Selection struct {
	Only    []string // if not empty, these and no others
	Enable  []string // beside the stable ones
	Disable []string
	Preview bool // enable all preview rules

	// Configured are the choices of a configuration file, or nil. They give way
	// to the lists above.
	Configured *config.Rules
}

// Select returns the rules that a selection leaves, in the order of rules. It
// fails on a name that is not known, and says which is nearest.
func Select(rules []*Rule, s Selection) ([]*Rule, error) {
	for _, list := range [][]string{s.Only, s.Enable, s.Disable} {
		if err := known(rules, list); err != nil {
			return nil, err
		}
	}
	for _, name := range s.Disable {
		if slices.Contains(s.Enable, name) {
			return nil, fmt.Errorf("%s is to be enabled and disabled at once; name it in one list", name)
		}
	}
	var selected []*Rule
	for _, r := range rules {
		if s.runs(r) {
			selected = append(selected, r)
		}
	}
	return selected, nil
}

func (s *Selection) runs(r *Rule) bool {
	if len(s.Only) > 0 {
		only, _ := decide(r, s.Only, nil)
		on, decided := decide(r, nil, s.Disable)
		return only && (on || !decided)
	}
	if on, decided := decide(r, s.Enable, s.Disable); decided {
		return on
	}
	if s.Configured != nil {
		if on, decided := decide(r, s.Configured.Enable, s.Configured.Disable); decided {
			return on
		}
	}
	return r.Status == rule.Stable || s.Preview && r.Status == rule.Preview
}

// decide returns what two lists say of a rule, if anything.
func decide[Word ~string](r *Rule, enable, disable []Word) (on, decided bool) {
	for _, name := range []Word{Word(r.Name), Word(r.Group), config.All} {
		if slices.Contains(enable, name) {
			return true, true
		} else if slices.Contains(disable, name) {
			return false, true
		}
	}
	return false, false
}

// known returns an error if a list has a name that means nothing.
func known(rules []*Rule, names []string) error {
	candidates := Names(rules).Any()
	for _, name := range names {
		if !slices.Contains(candidates, name) {
			return unknown(rules, name)
		}
	}
	return nil
}

// Names returns the words that a configuration may use for rules.
func Names(rules []*Rule) *config.Names {
	names := &config.Names{Groups: Groups(rules)}
	for _, r := range rules {
		names.Rules = append(names.Rules, r.Name)
	}
	return names
}

// Lookup returns the rule of a name. It fails if there is none, and says which
// name is nearest, or which rules the group of that name has.
func Lookup(rules []*Rule, name string) (*Rule, error) {
	names := Names(rules).Rules
	if i := slices.Index(names, name); i >= 0 {
		return rules[i], nil
	}
	var members []string
	for _, r := range rules {
		if string(r.Group) == name {
			members = append(members, r.Name)
		}
	}
	if len(members) > 0 {
		return nil, fmt.Errorf("%s is a group of rules: %s", name, strings.Join(members, ", "))
	}
	return nil, fmt.Errorf("unknown rule %q (did you mean %q?)", name, word.Nearest(names, name))
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
	return fmt.Errorf("unknown rule or group %q (did you mean %q?)", name, word.Nearest(Names(rules).Any(), name))
}
