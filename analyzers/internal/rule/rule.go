// Package rule defines what a rule is: an analyzer with documentation in fixed
// sections, a group, a severity and a status; and the one path by which a
// finding leaves a rule.
package rule

import (
	"fmt"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/ir"
	"github.com/govlint/govlint/analyzers/internal/settings"
	"github.com/govlint/govlint/analyzers/internal/summary"
)

// Home is the page that explains every rule; a rule's anchor is its name.
const Home = "https://github.com/govlint/govlint/blob/main/docs/rules.md"

// Group says which library family or concern a rule belongs to.
type Group string

// The groups of rules.
const (
	Registry  Group = "registry"
	Lifecycle Group = "lifecycle"
	GRPC      Group = "grpc"
	Context   Group = "context"
	OTel      Group = "otel"
	Metrics   Group = "metrics"
	Logging   Group = "logging"
	HTTP      Group = "http"
	TLS       Group = "tls"
	Config    Group = "config"
	Mongo     Group = "mongo"
	SQL       Group = "sql"
	Redis     Group = "redis"
	Kafka     Group = "kafka"
	Runtime   Group = "runtime"
	Proto     Group = "proto"
)

// Severity grades what a finding means for a running service.
type Severity int

// The severities, mildest first.
const (
	Info Severity = iota
	Warning
	Error
)

var severities = [...]string{"info", "warning", "error"}

func (s Severity) String() string { return severities[s] }

// Status says whether a rule is on by default.
type Status int

// The statuses. A stable rule is on by default; a preview rule waits for its
// findings on real code to be judged; a policy rule is opt-in for good.
const (
	Stable Status = iota
	Preview
	Policy
)

func (s Status) String() string { return [...]string{"stable", "preview", "policy"}[s] }

// FixClass is the best class of fix that a rule offers.
type FixClass int

// The classes of fixes. A safe fix cannot change what correct code does.
const (
	NoFix FixClass = iota
	Suggestion
	Safe
)

func (c FixClass) String() string { return [...]string{"none", "suggestion", "safe"}[c] }

// Meta is what a rule says of itself beside its documentation.
type Meta struct {
	Since    string // first version that has the rule, such as "v0.1.0"
	Group    Group
	Severity Severity // default severity; a finding may carry its own
	Status   Status
	Fix      FixClass

	// Directives says that the rule is about directives that suppress findings:
	// only those that name it suppress its own.
	Directives bool

	// Libraries are prefixes of import paths, such as
	// "go.opentelemetry.io/otel": code that reaches none of them gives the rule
	// nothing to report. None means any code.
	Libraries []string

	// Logs are regular expressions for lines of a log, or of a profile of
	// goroutines, in which the symptom shows. They begin with literal text, and
	// match something in the sections Symptom and Cause.
	Logs []string
}

// Applies reports whether the rule may have something to report in code that
// reaches the packages of the given import paths.
func (m *Meta) Applies(paths []string) bool {
	if len(m.Libraries) == 0 {
		return true
	}
	for _, library := range m.Libraries {
		if slices.ContainsFunc(paths, func(path string) bool {
			rest, ok := strings.CutPrefix(path, library)
			return ok && (rest == "" || rest[0] == '/')
		}) {
			return true
		}
	}
	return false
}

// Rule is one rule of the suite.
type Rule struct {
	Meta
	Name     string // also the package, the folder, the flag and the anchor
	Doc      Doc
	Analyzer *analysis.Analyzer
}

// Linter returns the name that golangci-lint knows for the rule's group.
func (r *Rule) Linter() string { return "govlint-" + string(r.Group) }

// URL returns the address of the rule's documentation.
func (r *Rule) URL() string { return Home + "#" + r.Name }

// New returns the rule that the source text of a doc.go file describes and
// run implements. It panics if the text lacks a section, which TestSuite
// would report anyway.
func New(source string, meta Meta, run func(*Pass) error) *Rule {
	doc, err := parseDoc(source)
	if err != nil {
		panic(err)
	}
	r := &Rule{Meta: meta, Name: doc.name, Doc: *doc}
	r.Analyzer = &analysis.Analyzer{
		Name:       r.Name,
		Doc:        doc.Text(),
		URL:        r.URL(),
		Requires:   []*analysis.Analyzer{settings.Analyzer, ir.Analyzer, summary.Analyzer},
		ResultType: reflect.TypeFor[*Report](),
		Run:        func(pass *analysis.Pass) (any, error) { return r.run(pass, run) },
	}
	return r
}

// run contains a panic of the rule: it becomes an *InternalError for this
// package and rule, and never a finding.
func (r *Rule) run(p *analysis.Pass, run func(*Pass) error) (result any, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &InternalError{Rule: r.Name, Package: p.Pkg.Path(), Value: v, Stack: debug.Stack()}
		}
	}()
	pass := newPass(r, p)
	if !pass.Settings.Runs(r.Name) {
		return pass.report, nil // turned off in the configuration
	}
	if len(pass.program.Funcs) == 0 {
		return pass.report, nil // described by the catalog, or nothing but declarations
	}
	pass.report.Ran = true
	if err := run(pass); err != nil {
		return nil, err
	}
	pass.flush()
	return pass.report, nil
}

// InternalError is a panic of a rule.
type InternalError struct {
	Rule, Package string
	Value         any
	Stack         []byte
}

func (e *InternalError) Error() string {
	return fmt.Sprintf("internal error in %s on package %s: %v", e.Rule, e.Package, e.Value)
}
