package fallthrougherror

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/respond"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

//go:embed doc.go
var doc string

// Rule is the fallthrougherror rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.HTTP, Severity: rule.Error, Fix: rule.Safe,
	Libraries: []string{"net/http"},
	Logs:      []string{`superfluous response\.WriteHeader call`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for _, w := range respond.Writers(fn) {
			for call := range flow.Instrs[*ssa.Call](fn) {
				if act := pass.Summary.Response.Does(call, w); act.Answers() {
					check(pass, call, w, act)
				}
			}
		}
	}
	return nil
}

// next is what follows an answer on some path.
type next struct {
	call   *ssa.Call
	path   []flow.Branch
	handed bool // the call hands the request to another handler
	others bool // some path does more than write to the response
}

func check(pass *rule.Pass, answer *ssa.Call, w ssa.Value, act respond.Act) {
	n := following(pass, answer, w, act)
	if n.call == nil {
		return
	}
	fn := answer.Parent()
	site, ok := fix.CallAt(pass.Pass, answer.Pos())
	if !ok {
		return // made by the compiler
	}
	pos, end := rule.Range(fn, n.call)
	how := "answered"
	if act&respond.Error != 0 {
		how = "answered with an error"
	}
	finding := rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("request is %s by %s, and the function goes on to write the response", how, name(answer)),
		Path:    append([]rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: "the request is answered"}}, rule.Branches(fn, n.path)...),
	}
	what := "the response is written again"
	if n.handed {
		finding.Message = fmt.Sprintf("request is %s by %s, and the next handler runs all the same", how, name(answer))
		what = "the next handler runs"
	}
	finding.Path = append(finding.Path, rule.Step{Pos: pos, End: end, Message: what})
	if edit, ok := site.InsertBehind("return"); ok && fn.Signature.Results().Len() == 0 {
		finding.Fixes = []rule.Fix{{Message: "Return after the answer", Safe: !n.others && !n.handed, Edits: []analysis.TextEdit{edit}}}
	}
	pass.Report(finding)
}

// following returns what is done to the response after it has been answered.
// Behind an answer that need not be an error, only another status is wrong: the
// body may go on.
func following(pass *rule.Pass, answer *ssa.Call, w ssa.Value, act respond.Act) next {
	wrong := respond.Status
	if act&respond.Error != 0 {
		wrong = respond.Begun
	}
	var n next
	var at flow.Node
	path, complete := flow.Follow(answer.Parent(), answer, func(node flow.Node, instr ssa.Instruction) bool {
		call, ok := instr.(*ssa.Call)
		switch {
		case !ok:
			return true
		case call == answer:
			return false // the next turn of a loop
		case pass.Summary.Lives.Never(&call.Call):
			return false
		}
		handed := act&respond.Error != 0 && respond.HandsOn(call, w)
		if !handed && pass.Summary.Response.Does(call, w)&wrong == 0 {
			n.others = n.others || !harmless(call)
			return true
		}
		if n.call == nil {
			n.call, n.handed, at = call, handed, node
		}
		return true
	}, nil)
	if !complete {
		return next{}
	}
	n.path = path(at)
	return n
}

// harmless reports whether leaving out a call changes nothing but the response.
func harmless(call *ssa.Call) bool {
	if call.Call.IsInvoke() {
		return call.Call.Method.Name() == "Header"
	}
	fn := symbol.Callee(&call.Call)
	return fn != nil && fn.Pkg() != nil && (fn.Pkg().Path() == "fmt" || fn.Pkg().Path() == "net/http" && fn.Name() == "Set")
}

func name(call *ssa.Call) string {
	if fn := symbol.Callee(&call.Call); fn != nil {
		if fn.Pkg() != nil && fn.Pkg() != call.Parent().Pkg.Pkg {
			return fn.Pkg().Name() + "." + fn.Name()
		}
		return fn.Name()
	}
	return "the call"
}
