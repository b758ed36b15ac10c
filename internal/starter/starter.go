// Package starter writes the files that a project needs to begin with govlint.
package starter

import (
	"bytes"
	"embed"
	"path"
	"strings"
	"text/template"
)

// Golangci is the version of golangci-lint that the plugin is tested with.
const Golangci = "v2.15.0"

// Home is where the project lives.
const Home = "https://github.com/govlint/govlint"

//go:embed templates/*.tmpl
var templates embed.FS

// Rule is a rule that may have something to say about a project.
type Rule struct{ Name, Group, Status, Title string }

// Project is what the files depend on.
type Project struct {
	Module   string   // path of the Go module
	Dir      string   // of the module, relative to the root of the repository, with slashes
	Requires []string // paths of the modules in go.mod
	Rules    []Rule   // those that apply
	Version  string   // of govlint
	Schema   string   // address of the JSON schema
}

// File is one of the files, and what it is called relative to the directory of
// the module or, in the case of a workflow, the root of the repository.
type File struct {
	Name string
	Root bool
	Text []byte
}

// group is a group of rules.
type group struct {
	Name  string
	Rules []string
}

// Files returns the files, the configuration first.
func (p *Project) Files() ([]File, error) {
	files := []File{
		{Name: ".govlint.yaml"},
		{Name: ".custom-gcl.yml"},
		{Name: ".golangci.govlint.yml"},
		{Name: p.workflow(), Root: true},
	}
	for i, source := range []string{"config.yaml", "custom-gcl.yml", "golangci.yml", "workflow.yml"} {
		t, err := template.ParseFS(templates, "templates/"+source+".tmpl")
		if err != nil {
			return nil, err
		}
		var text bytes.Buffer
		if err := t.Execute(&text, p); err != nil {
			return nil, err
		}
		files[i].Text = text.Bytes()
	}
	return files, nil
}

// workflow returns the name of the workflow, which differs between the modules
// of a repository.
func (p *Project) workflow() string {
	if suffix := p.Suffix(); suffix != "" {
		return ".github/workflows/govlint-" + suffix + ".yml"
	}
	return ".github/workflows/govlint.yml"
}

// Suffix tells the modules of a repository apart; it is "" for the one at the
// root.
func (p *Project) Suffix() string {
	if p.Dir == "." {
		return ""
	}
	return strings.ReplaceAll(p.Dir, "/", "-")
}

// Home returns the address of the project.
func (p *Project) Home() string { return Home }

// Golangci returns the version of golangci-lint.
func (p *Project) Golangci() string { return Golangci }

// On returns the rules that run by default.
func (p *Project) On() []Rule { return p.filter(func(r Rule) bool { return r.Status == "stable" }) }

// Off returns the rules that do not.
func (p *Project) Off() []Rule { return p.filter(func(r Rule) bool { return r.Status != "stable" }) }

// Example returns one of the rules that run by default, if there is any.
func (p *Project) Example() []Rule { return p.On()[:min(1, len(p.On()))] }

func (p *Project) filter(keep func(Rule) bool) []Rule {
	var kept []Rule
	for _, r := range p.Rules {
		if keep(r) {
			kept = append(kept, r)
		}
	}
	return kept
}

// Groups returns the groups of the rules that run by default, in the order of
// their first rules.
func (p *Project) Groups() []group {
	var groups []group
	index := map[string]int{}
	for _, r := range p.On() {
		i, ok := index[r.Group]
		if !ok {
			i = len(groups)
			index[r.Group] = i
			groups = append(groups, group{Name: r.Group})
		}
		groups[i].Rules = append(groups[i].Rules, r.Name)
	}
	return groups
}

// Own returns the required modules that have the same owner as this one: the
// user or organization on a host that has such, else the host.
func (p *Project) Own() []string {
	mine := owner(p.Module)
	var own []string
	for _, required := range p.Requires {
		if mine != "" && owner(required) == mine {
			own = append(own, required)
		}
	}
	return own
}

// owner returns the part of a module's path that names its owner, or "" if
// nobody can tell.
func owner(module string) string {
	host, rest, ok := strings.Cut(module, "/")
	if !ok || !strings.Contains(host, ".") {
		return ""
	}
	switch host {
	case "github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com":
		user, _, _ := strings.Cut(rest, "/")
		return path.Join(host, user)
	case "gopkg.in", "golang.org", "example.com":
		return ""
	}
	return host
}
