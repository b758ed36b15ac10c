package corpus

import (
	"errors"
	"fmt"
	"strings"
)

// Repo is a repository of the corpus, at the commit whose findings are judged.
type Repo struct {
	Name    string   `yaml:"repo"` // owner/name
	Commit  string   `yaml:"commit"`
	Modules []Module `yaml:"modules"`
	Env     []string `yaml:"env"`   // NAME=value, for the modules to load
	Notes   string   `yaml:"notes"` // what to know when judging
}

// Module is a module of a repository and the packages of it that load.
type Module struct {
	Dir      string   `yaml:"dir"`
	Patterns []string `yaml:"patterns"` // ./... if there are none
}

func (r Repo) String() string { return r.Name }

// ParseRepos reads the list of repositories.
func ParseRepos(text []byte) ([]Repo, error) { return parse(text, Repo.check, Repo.String) }

// check returns what is wrong with a repository.
func (r Repo) check() error {
	errs := []error{checkRepo(r.Name), checkCommit(r.Commit)}
	if len(r.Modules) == 0 {
		errs = append(errs, errors.New("modules are missing"))
	}
	for _, m := range r.Modules {
		errs = append(errs, checkDir("module", m.Dir))
	}
	for _, e := range r.Env {
		if !strings.Contains(e, "=") {
			errs = append(errs, fmt.Errorf("env %q is not NAME=value", e))
		}
	}
	return errors.Join(errs...)
}

// patterns returns the packages to lint.
func (m Module) patterns() []string {
	if len(m.Patterns) == 0 {
		return []string{"./..."}
	}
	return m.Patterns
}
