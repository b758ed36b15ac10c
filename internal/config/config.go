// Package config is the configuration that people write: .govlint.yaml, and
// the settings of govlint in golangci-lint, which have the same structure.
//
// Decoding is strict. An unknown key, rule or form of a name is an error that
// says where it is and which word is nearest, because a typo would otherwise be
// a rule that never runs.
package config

// Config is a configuration file. Its zero value is what is in force without
// one. The tags name the keys, and describe them in the JSON schema; a form is
// one of those in schema.go, and of the keys that are required as any, one is
// enough.
type Config struct {
	Version int     `yaml:"version" doc:"Version of this format: 1." form:"version" required:"true"`
	Rules   Rules   `yaml:"rules" doc:"Which rules run, and how severe their findings are."`
	Tests   bool    `yaml:"tests" doc:"Report in _test.go files, too."`
	Exclude []Glob  `yaml:"exclude" doc:"Files to leave alone: patterns of paths relative to the directory of this file. ** stands for any number of directories."`
	Deep    []Glob  `yaml:"deep" doc:"Dependencies to analyse like the module's own code: patterns of module paths, as in GOPRIVATE."`
	Catalog Catalog `yaml:"catalog" doc:"What govlint should know of your own libraries."`

	File string `yaml:"-"` // where it was read from, or ""
}

// Rules is the choice of rules.
type Rules struct {
	Enable   []RuleOrGroup             `yaml:"enable" doc:"Rules and groups to run beside those that are on by default; all means every rule."`
	Disable  []RuleOrGroup             `yaml:"disable" doc:"Rules and groups not to run. A rule's name has precedence over its group, and that over all."`
	Settings map[RuleName]RuleSettings `yaml:"settings" doc:"Settings of single rules."`
}

// RuleSettings are the settings of one rule.
type RuleSettings struct {
	Severity Severity `yaml:"severity" doc:"Severity of all findings of the rule."`
}

// Catalog adds to what the rules know of libraries.
type Catalog struct {
	Lifecycles    []Lifecycle    `yaml:"lifecycles" doc:"Values that have to be ended, which the rule lostresource follows."`
	Registrations []Registration `yaml:"registrations" doc:"Registries, for the rules about registering a service."`
}

// Lifecycle is a kind of value that has to be ended.
type Lifecycle struct {
	Name   string   `yaml:"name" doc:"What messages call the value, such as lease." form:"noun" required:"true"`
	Begin  []Symbol `yaml:"begin" doc:"Functions that return the value." required:"true"`
	Result int      `yaml:"result" doc:"Which of their results is the value, counted from 0."`
	End    []Symbol `yaml:"end" doc:"Methods of the value that end it; () means that calling it does." form:"end" required:"true"`
}

// Registration is a way into a registry and out of it.
type Registration struct {
	Register   []Symbol `yaml:"register" doc:"Functions that make a service known to its clients." required:"any"`
	Deregister []Symbol `yaml:"deregister" doc:"Functions that take it back." required:"any"`
}

// The words that a configuration consists of.
type (
	RuleName    string // name of a rule
	RuleOrGroup string // name of a rule or of a group of rules, or All
	Severity    string // one of Severities
	Glob        string // pattern, as path.Match knows them
	Symbol      string // full name of a function, such as "(*corp.example/lock.Client).Acquire", or Call
)

const (
	All  = "all" // every rule
	Call = "()"  // in Lifecycle.End: calling the value ends it
)

// Severities are the severities of findings, mildest first.
var Severities = []string{"info", "warning", "error"}

// Names are the rules and groups that exist.
type Names struct {
	Rules  []string
	Groups []string
}

// Any returns all names of rules and groups, and All.
func (n *Names) Any() []string {
	return append(append([]string{All}, n.Rules...), n.Groups...)
}
