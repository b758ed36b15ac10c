package lateheader

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/respond"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the lateheader rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.HTTP, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: []string{"net/http"},
	Logs:      []string{`superfluous response\.WriteHeader call`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for _, w := range respond.Writers(fn) {
			if respond.Announces(fn, w) {
				continue // headers may come behind the body
			}
			late := map[*ssa.Call]bool{}
			for call := range flow.Instrs[*ssa.Call](fn) {
				act := pass.Summary.Response.Succeeds(call, w)
				if act&respond.Begun != 0 && act&respond.Error == 0 {
					check(pass, call, w, late)
				}
			}
		}
	}
	return nil
}

// serves are the functions whose body may go under a status that was sent
// before: the page of an error is a file.
var serves = symbol.Of("net/http.ServeFile", "net/http.ServeFileFS", "net/http.ServeContent")

// check reports what comes too late behind a call that sends the header. Late
// are the calls that have been reported.
func check(pass *rule.Pass, begun *ssa.Call, w ssa.Value, late map[*ssa.Call]bool) {
	type step struct {
		call *ssa.Call
		at   flow.Node
	}
	var found []step
	act := pass.Summary.Response.Succeeds(begun, w)
	bare := act&respond.Body == 0
	wrong := respond.Header | respond.Status
	if act.Answers() {
		wrong = respond.Header // another status is what fallthrougherror is about
	}
	again := false
	sure := pass.Summary.Response.Does(begun, w)&respond.Begun != 0
	path, complete := flow.Follow(begun.Parent(), begun, func(at flow.Node, instr ssa.Instruction) bool {
		call, ok := instr.(*ssa.Call)
		switch {
		case !ok:
			return true
		case call == begun, pass.Summary.Lives.Never(&call.Call), bare && serves.Calls(&call.Call):
			return false
		}
		act := pass.Summary.Response.Does(call, w)
		if act&respond.Error == 0 && act&wrong == act&(respond.Header|respond.Status) && act&wrong != 0 && !late[call] && (sure || errtest.SucceededAt(begun, call.Block())) {
			late[call] = true
			found = append(found, step{call, at})
		}
		again = again || wrong&respond.Status == 0 && act&respond.Status != 0
		return act&respond.Begun == 0
	}, failed(begun))
	if !complete || again {
		return
	}
	for _, s := range found {
		report(pass, w, begun, s.call, path(s.at))
	}
}

// failed returns a function that is false of the edges on which a call has
// failed: then nothing may have been sent.
func failed(begun *ssa.Call) func(from *ssa.BasicBlock, i int) bool {
	i := value.ErrorResult(begun.Call.Signature())
	if i < 0 {
		return nil
	}
	err := value.Result(begun, i)
	if err == nil {
		return nil
	}
	key := flow.NilKey(err)
	return func(from *ssa.BasicBlock, i int) bool {
		branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
		if !ok {
			return true
		}
		if test, isNil := errtest.On(begun, from, i); test == errtest.Nil {
			return isNil
		}
		cond := flow.Canonical(branch.Cond)
		return cond.Key != key || (i == 0) != cond.Negated
	}
}

func report(pass *rule.Pass, w ssa.Value, begun, late *ssa.Call, path []flow.Branch) {
	fn := begun.Parent()
	pos, end := rule.Range(fn, late)
	first, firstEnd := rule.Range(fn, begun)
	steps := append([]rule.Step{{Pos: first, End: firstEnd, Message: "the status and the header are sent here"}}, rule.Branches(fn, path)...)
	message := fmt.Sprintf("status is set by %s after %s has sent one: it has no effect", name(late), name(begun))
	switch act := pass.Summary.Response.Does(late, w); {
	case sets(late):
		message = fmt.Sprintf("header is set after %s has sent it: it is lost", name(begun))
	case act&respond.Status == 0:
		message = fmt.Sprintf("header is set by %s after %s has sent it: it is lost", name(late), name(begun))
	}
	pass.Report(rule.Finding{
		Pos: pos, End: end, Message: message,
		Path:  append(steps, rule.Step{Pos: pos, End: end, Message: "too late"}),
		Fixes: repair(pass, w, begun, late),
	})
}

func sets(call *ssa.Call) bool {
	fn := symbol.Callee(&call.Call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "net/http" && (fn.Name() == "Set" || fn.Name() == "Add")
}

func name(call *ssa.Call) string {
	if call.Call.IsInvoke() {
		return call.Call.Method.Name()
	}
	if fn := symbol.Callee(&call.Call); fn != nil {
		return fn.Name()
	}
	return "the call"
}
