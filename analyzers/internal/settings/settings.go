// Package settings holds what the user chose, as the result of an analyzer
// that every rule requires.
//
// A host hands its choices over in one of two ways: the command's own driver
// injects a *Settings as the analyzer's result; hosts that know only flags
// (go vet, nogo) set the flags of Analyzer.
package settings

import (
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Settings is the configuration in force for one package. The zero value is
// the default. It is read-only after the analyzer has run, so passes may share
// it between goroutines.
type Settings struct {
	Tests  bool     // report in _test.go files too
	Suffix bool     // end messages with " (rule)", for hosts that print no analyzer name
	Deep   []string // patterns of versioned modules that are analysed like the module's own code
}

// Analyzer yields the *Settings in force. A driver that has them already
// supplies its own as this analyzer's result and does not run it.
var Analyzer = newAnalyzer()

func newAnalyzer() *analysis.Analyzer {
	s := new(Settings)
	a := &analysis.Analyzer{
		Name:             "govlint",
		Doc:              "govlint holds the configuration shared by all govlint rules",
		RunDespiteErrors: true,
		ResultType:       reflect.TypeFor[*Settings](),
		Run:              func(*analysis.Pass) (any, error) { return s, nil },
	}
	a.Flags.BoolVar(&s.Tests, "tests", false, "report in _test.go files too")
	a.Flags.BoolVar(&s.Suffix, "suffix", false, "end each message with the rule's name in parentheses")
	a.Flags.Func("deep", "comma-separated patterns of dependency modules to analyse like the module's own code", func(list string) error {
		s.Deep = strings.Split(list, ",")
		return nil
	})
	return a
}
