package corpus

import (
	"errors"
	"regexp"
	"strings"
)

// Bug is a mistake that real code once had: the last commit that has it, and
// the one that does not have it any more.
type Bug struct {
	ID      string   `yaml:"id"`
	Row     string   `yaml:"row"`   // the pitfall, as the rules' sources number it
	Rules   []string `yaml:"rules"` // the rules meant to find it; they may not be written yet
	Repo    string   `yaml:"repo"`
	Parent  string   `yaml:"parent"`
	Fix     string   `yaml:"fix"`
	Module  string   `yaml:"module"`  // directory of the module in the repository
	Package string   `yaml:"package"` // directory of the package in the repository
	File    string   `yaml:"file"`    // relative to the repository
	Line    int      `yaml:"line"`    // in the parent
	Func    string   `yaml:"func"`    // F, T.M or "var v"; empty: what Line is in
	Also    []Place  `yaml:"also"`    // where else in File the same mistake may be shown
	Remains string   `yaml:"remains"` // what of the mistake the fix leaves; one line, or empty
	Summary string   `yaml:"summary"` // one line
}

// Place is a line and the function around it.
type Place struct {
	Line int    `yaml:"line"`
	Func string `yaml:"func"`
}

func (b Bug) String() string { return b.ID }

var idForm = regexp.MustCompile(`^R\d+-\d+-[\w.-]+$`)

// ParseBugs reads the list of bugs.
func ParseBugs(text []byte) ([]Bug, error) { return parse(text, Bug.check, Bug.String) }

// check returns what is wrong with a bug.
func (b Bug) check() error {
	errs := []error{
		checkRepo(b.Repo), checkCommit(b.Parent), checkCommit(b.Fix), checkDir("module", b.Module),
		checkDir("package", b.Package), checkFile(b.File), checkLine("summary", b.Summary),
	}
	if !idForm.MatchString(b.ID) || !strings.HasPrefix(b.ID, b.Row+"-") {
		errs = append(errs, errors.New("id is not row-number-name"))
	}
	if b.Line < 1 {
		errs = append(errs, errors.New("line is missing"))
	}
	if len(b.Rules) == 0 {
		errs = append(errs, errors.New("rules are missing"))
	}
	if _, ok := inside(b.Module, b.Package); !ok {
		errs = append(errs, errors.New("package is outside of module"))
	}
	return errors.Join(errs...)
}

// places returns where the mistake is.
func (b Bug) places() []Place { return append([]Place{{b.Line, b.Func}}, b.Also...) }

// pattern returns the package as the go command wants it in the module.
func (b Bug) pattern() string {
	dir, _ := inside(b.Module, b.Package)
	return "./" + dir
}

// inside returns dir relative to root, both relative to the repository, and
// whether it is there at all.
func inside(root, dir string) (string, bool) {
	switch root {
	case dir:
		return ".", true
	case ".":
		return dir, true
	}
	return strings.CutPrefix(dir, root+"/")
}
