// Package settings holds what the user chose, as the result of an analyzer
// that every rule requires.
//
// A host hands its choices over in one of two ways: the command's own driver
// injects a *Settings as the analyzer's result; hosts that know only flags
// (golangci-lint, other programs around golang.org/x/tools) set the flags of
// Analyzer.
package settings

import (
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/mod/module"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/internal/config"
)

// Settings is the configuration in force for one package. The zero value is
// the default. It is read-only after the analyzer has run, so passes may share
// it between goroutines.
type Settings struct {
	Tests  bool     // report in _test.go files too
	Suffix bool     // end messages with " (rule)", for hosts that print no analyzer name
	Deep   []string // patterns of versioned modules that are analysed like the module's own code

	On       map[string]bool   // rules that run; nil means all that the host asks for
	Severity map[string]string // of all findings of a rule, in place of its own

	Lifecycles []*lifecycle.Spec        // beside those of the catalog
	Events     map[string]catalog.Event // of functions, beside those of the catalog

	exclude []string // patterns of paths below root
	root    string
}

// New returns the settings that a configuration means, apart from the choice
// of rules. Its excluded files are below root.
func New(c *config.Config, root string) *Settings {
	s := &Settings{Tests: c.Tests, root: root}
	for _, glob := range c.Exclude {
		s.exclude = append(s.exclude, string(glob))
	}
	for _, glob := range c.Deep {
		s.Deep = append(s.Deep, string(glob))
	}
	for name, settings := range c.Rules.Settings {
		if settings.Severity == "" {
			continue
		} else if s.Severity == nil {
			s.Severity = map[string]string{}
		}
		s.Severity[string(name)] = string(settings.Severity)
	}
	for _, l := range c.Catalog.Lifecycles {
		s.Lifecycles = append(s.Lifecycles, spec(l))
	}
	s.register(c.Catalog.Registrations)
	return s
}

// spec returns the description of a life in the words of the engine.
func spec(l config.Lifecycle) *lifecycle.Spec {
	s := &lifecycle.Spec{
		Name:  "configured " + l.Name, // no name in the catalog has a blank
		Noun:  l.Name,
		Begin: map[string]int{},
		End:   symbol.Set{},
	}
	for _, begin := range l.Begin {
		for _, name := range spellings(begin) {
			s.Begin[name] = l.Result
		}
	}
	for _, end := range l.End {
		if end == config.Call {
			s.Call = true
			continue
		}
		for _, name := range spellings(end) {
			s.End[name] = true
		}
	}
	return s
}

func (s *Settings) register(list []config.Registration) {
	add := func(names []config.Symbol, event catalog.Event) {
		for _, name := range names {
			for _, spelling := range spellings(name) {
				s.Events[spelling] |= event
			}
		}
	}
	if len(list) > 0 {
		s.Events = map[string]catalog.Event{}
	}
	for _, r := range list {
		add(r.Register, catalog.Register)
		add(r.Deregister, catalog.Deregister)
	}
}

// spellings returns the full names that a symbol may mean: whether a method's
// receiver is a pointer is easy to get wrong, and no type has two methods of
// one name.
func spellings(name config.Symbol) []string {
	if pointer, ok := strings.CutPrefix(string(name), "(*"); ok {
		return []string{string(name), "(" + pointer}
	} else if value, ok := strings.CutPrefix(string(name), "("); ok {
		return []string{string(name), "(*" + value}
	}
	return []string{string(name)}
}

// Runs reports whether a rule that the host asks for runs.
func (s *Settings) Runs(rule string) bool { return s.On == nil || s.On[rule] }

// IsDeep reports whether the code of a versioned module is analysed.
func (s *Settings) IsDeep(path string) bool {
	return len(s.Deep) > 0 && module.MatchPrefixPatterns(strings.Join(s.Deep, ","), path)
}

// Excluded reports whether a file is to be left alone.
func (s *Settings) Excluded(file string) bool {
	if len(s.exclude) == 0 {
		return false
	}
	rel, err := filepath.Rel(s.root, file)
	if err != nil {
		return false // on another volume
	}
	rel = filepath.ToSlash(rel)
	for _, pattern := range s.exclude {
		if ok, _ := doublestar.Match(pattern, rel); ok { // the pattern has been checked
			return true
		}
	}
	return false
}
