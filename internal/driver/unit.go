package driver

import (
	"bytes"
	"context"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/gcexportdata"

	"github.com/govlint/govlint/internal/report"
)

// unit is one package to analyse, with all that its analysis depends on.
type unit struct {
	Path         string // import path
	Files        []string
	OtherFiles   []string
	IgnoredFiles []string
	Module       *analysis.Module // may be nil
	GoVersion    string           // such as go1.26
	Sizes        types.Sizes
	FactsOnly    bool // its findings are not asked for
	Export       bool // others import it as it is, and not as it was compiled
	Configuration

	// Import returns the package that an import path in the unit's files
	// means, complete.
	Import func(path string) (*types.Package, error)

	facts func(*types.Package) facts // of the unit's dependencies
	known func() []*types.Package    // dependencies that have facts, in a fixed order
}

// outcome is all that remains of an analysed unit.
type outcome struct {
	checked  bool // it was type-checked
	broken   bool // it cannot be imported
	facts    encodedFacts
	findings []report.Finding
	errors   []report.Error
	export   []byte    // what others import; nil means what the compiler has exported
	identity *identity // nil if nothing that depends on it can be cached
}

// engine analyses units. It is safe for concurrent use.
type engine struct {
	fset      *token.FileSet
	analyzers []*analysis.Analyzer // the roots
	order     []*analysis.Analyzer // all, each after what it requires
	convert   Convert
	overlay   map[string][]byte
	codec     *codec
	clock     *clock
	identify  bool // outcomes have an identity
}

func newEngine(config *Config) *engine {
	return &engine{
		fset:      token.NewFileSet(),
		analyzers: config.Analyzers,
		order:     order(config.Analyzers),
		convert:   config.Convert,
		overlay:   config.Overlay,
		codec:     newCodec(config.Analyzers),
		clock:     newClock(),
		identify:  config.Cache != nil,
	}
}

// order returns the analyzers and all they require, each after what it
// requires.
func order(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	var list []*analysis.Analyzer
	seen := map[*analysis.Analyzer]bool{}
	var visit func([]*analysis.Analyzer)
	visit = func(analyzers []*analysis.Analyzer) {
		for _, a := range analyzers {
			if !seen[a] {
				seen[a] = true
				visit(a.Requires)
				list = append(list, a)
			}
		}
	}
	visit(analyzers)
	return list
}

// analyze goes from a unit to its facts and findings; everything in between is
// garbage afterwards.
func (e *engine) analyze(ctx context.Context, u *unit) *outcome {
	c := &checked{}
	defer func() { e.forget(c.files) }()
	if err := e.check(u, c); err != nil {
		return &outcome{errors: packageErrors(u.Path, err)}
	}
	if ctx.Err() != nil {
		return &outcome{}
	}
	out := e.execute(ctx, u, c)
	if u.Export && len(out.errors) == 0 {
		out.export = e.export(c)
	}
	return out
}

// export returns what other packages import of a checked one, or nil.
func (e *engine) export(c *checked) []byte {
	var buf bytes.Buffer
	if err := gcexportdata.Write(&buf, e.fset, c.pkg); err != nil {
		return nil
	}
	return buf.Bytes()
}
