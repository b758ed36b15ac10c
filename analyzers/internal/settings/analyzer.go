package settings

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/internal/config"
)

// Analyzer yields the *Settings in force. A driver that has them already
// supplies its own as this analyzer's result and does not run it.
var Analyzer = newAnalyzer()

func newAnalyzer() *analysis.Analyzer {
	f := &flags{}
	a := &analysis.Analyzer{
		Name:             "govlint",
		Doc:              "govlint holds the configuration shared by all govlint rules",
		RunDespiteErrors: true,
		ResultType:       reflect.TypeFor[*Settings](),
		Run:              func(*analysis.Pass) (any, error) { return &f.settings, nil },
	}
	a.Flags.BoolVar(&f.settings.Tests, "tests", false, "report in _test.go files too")
	a.Flags.BoolVar(&f.settings.Suffix, "suffix", false, "end each message with the rule's name in parentheses")
	a.Flags.Func("deep", "comma-separated `patterns` of dependency modules to analyse like the module's own code", func(list string) error {
		f.settings.Deep = strings.Split(list, ",")
		return nil
	})
	a.Flags.Func("on", "comma-separated `rules` that run, of those that the program asks for; adds up if given several times", f.on)
	a.Flags.Func("config", "configuration `file`, as for the govlint command; the program decides which rules run", f.file)
	a.Flags.Func("settings", "`content` of a configuration file; its excluded files are below the working directory", f.content)
	return a
}

// flags are the settings of a process.
type flags struct {
	settings Settings
	text     string // what they were made from
}

func (f *flags) on(list string) error {
	if f.settings.On == nil {
		f.settings.On = map[string]bool{}
	}
	for name := range strings.SplitSeq(list, ",") {
		f.settings.On[name] = true
	}
	return nil
}

func (f *flags) file(name string) error {
	c, err := config.Read(name, name, nil)
	if err != nil {
		return err
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	f.use(c, filepath.Dir(abs))
	return nil
}

// content takes over a configuration. All linters of a process share one, so
// those that have any must have the same.
func (f *flags) content(text string) error {
	if f.text != "" && f.text != text {
		return errors.New("these settings are shared, and another linter has different ones")
	}
	c, err := config.Parse([]byte(text), nil)
	if err != nil {
		return err
	}
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	f.text = text
	f.use(c, dir)
	return nil
}

// use replaces the settings, except for what only flags say.
func (f *flags) use(c *config.Config, root string) {
	s := New(c, root)
	s.Tests = s.Tests || f.settings.Tests
	s.Suffix, s.On = f.settings.Suffix, f.settings.On
	s.Deep = append(s.Deep, f.settings.Deep...)
	f.settings = *s
}
