package earlyexit

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/hasty"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/service"
)

//go:embed doc.go
var doc string

// Rule is the earlyexit rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Lifecycle, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: []string{"net/http", "github.com/labstack/echo"},
	Logs:      []string{`connection reset by peer`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	if pass.Pkg.Name() != "main" {
		return nil // the process goes on
	}
	reportable := map[*ssa.Function]bool{}
	for _, fn := range pass.Funcs() {
		reportable[fn] = true
	}
	for _, fn := range pass.Funcs() {
		if fn.Name() == "main" && fn.Parent() == nil && fn.Signature.Recv() == nil {
			last(pass, fn, reportable)
		}
	}
	return nil
}

// last looks at a function that the process ends with, and at those that it
// calls last. Each function is looked at once.
func last(pass *rule.Pass, fn *ssa.Function, waiting map[*ssa.Function]bool) {
	if !waiting[fn] {
		return
	}
	delete(waiting, fn)
	if s := hasty.Of(fn); s != nil {
		reportServe(pass, s)
		return
	}
	for call := range flow.Instrs[*ssa.Call](fn) {
		callee := call.Call.StaticCallee()
		if callee == nil || !hasty.Last(call) {
			continue
		}
		if pass.Summary.Hasty(call) {
			reportCall(pass, call)
			return
		}
		last(pass, callee, waiting)
	}
}

func reportServe(pass *rule.Pass, s *hasty.Serving) {
	pos, end := rule.Range(s.Serve.Parent(), s.Serve)
	at, to := rule.Range(s.Shutdown.Parent(), s.Shutdown)
	serve, shutdown := service.Name(pass, s.Serve), service.Name(pass, s.Shutdown)
	pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("%s returns when %s begins, and the process ends before that is done", serve, shutdown),
		Path: []rule.Step{
			{Pos: at, End: to, Message: shutdown + " waits for requests in a goroutine"},
			{Pos: pos, End: end, Message: serve + " returns at once, and nothing waits behind it"},
		},
		Fixes: wait(pass, s),
	})
}

func reportCall(pass *rule.Pass, call *ssa.Call) {
	pos, end := rule.Range(call.Parent(), call)
	pass.Report(rule.Finding{
		Pos: pos, End: end,
		Message: fmt.Sprintf("%s returns while its server is being shut down, and the process ends before that is done", service.Name(pass, call)),
		Path:    []rule.Step{{Pos: pos, End: end, Message: "the server stops to serve as soon as the shutdown begins, and nothing waits behind it"}},
	})
}
