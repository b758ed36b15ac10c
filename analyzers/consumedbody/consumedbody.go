package consumedbody

import (
	_ "embed"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/chain"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ginchain"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

//go:embed doc.go
var doc string

// Rule is the consumedbody rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.HTTP, Severity: rule.Error,
	Libraries: []string{"net/http"},
	Logs:      []string{`http: ContentLength=\d+ with Body length 0`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	shapes := chain.Reached(pass.Pkg, catalog.Middleware)
	registered := ginchain.Middleware(pass.Funcs())
	for _, fn := range pass.Funcs() {
		r, ok := given(fn)
		if !ok || len(fn.Blocks) == 0 {
			continue
		}
		reads := r.reads()
		if len(reads) == 0 {
			continue
		}
		link, _ := chain.Of(fn, shapes)
		s := &scene{pass: pass, request: r, link: link, registered: registered[fn]}
		for _, one := range reads {
			s.check(one)
		}
	}
	return nil
}

// scene is a function that reads the body of a request it may hand on.
type scene struct {
	pass *rule.Pass
	request
	link       *chain.Link // nil if the function is none
	registered bool        // gin runs the next handler when it returns
}

// check looks for a path from a read to where the request is handed on, on which
// something was read and nothing puts it back.
func (s *scene) check(one read) {
	fn := one.call.Parent()
	seen := s.know(one)
	var on ssa.Instruction
	var at flow.Node
	path, complete := flow.Follow(fn, one.call, func(node flow.Node, instr ssa.Instruction) bool {
		if call, ok := instr.(*ssa.Call); ok && (call == one.call || s.pass.Summary.Lives.Never(&call.Call)) {
			return false
		}
		if s.handsOn(instr) {
			if on == nil {
				on, at = instr, node
			}
			return false
		}
		return !s.ends(instr) && !s.putsBack(instr)
	}, func(from *ssa.BasicBlock, i int) bool {
		return !errtest.Fails(one.call, from, i) && !seen.empty(from, i)
	})
	if complete && on != nil && (sends(on) || !seen.told(fn)) {
		s.report(one.call, on, path(at))
	}
}

// sends reports whether an instruction sends the request to another server, which
// needs the body whatever else it gets.
func sends(on ssa.Instruction) bool {
	call, ok := on.(*ssa.Call)
	return ok && catalog.SendsRequest.Calls(&call.Call)
}

// handsOn reports whether an instruction has the request served by others.
func (s *scene) handsOn(instr ssa.Instruction) bool {
	gin := ginchain.IsContext(s.param.Type())
	switch instr := instr.(type) {
	case *ssa.Return:
		return gin && s.registered
	case *ssa.Call:
		if gin {
			return s.pass.Summary.Gin.Does(instr, s.param)&(ginchain.Nexts|ginchain.Aborts) == ginchain.Nexts
		}
		if s.link != nil && s.link.IsNext(&instr.Call) || catalog.SendsRequest.Calls(&instr.Call) || s.ownHandler(&instr.Call) {
			for _, arg := range instr.Call.Args {
				if s.given(arg) {
					return true
				}
			}
		}
	}
	return false
}

// ownHandler reports whether a handler, the method ServeHTTP, calls the one in a
// field of its own.
func (s *scene) ownHandler(call *ssa.CallCommon) bool {
	fn := s.param.Parent()
	if fn.Name() != "ServeHTTP" || fn.Signature.Recv() == nil || call.StaticCallee() != nil || !handles(call.Signature()) {
		return false
	}
	if call.IsInvoke() && call.Method.Name() != "ServeHTTP" {
		return false
	}
	load, ok := call.Value.(*ssa.UnOp)
	if !ok {
		return false
	}
	field, ok := load.X.(*ssa.FieldAddr)
	return ok && field.X == ssa.Value(fn.Params[0])
}

// handles reports whether a signature is that of a handler.
func handles(sig *types.Signature) bool {
	return sig.Params().Len() == 2 && sig.Results().Len() == 0 && isRequest(sig.Params().At(1).Type())
}

// ends reports whether an instruction keeps gin from running what is behind, or
// may.
func (s *scene) ends(instr ssa.Instruction) bool {
	call, ok := instr.(ssa.CallInstruction)
	return ok && ginchain.IsContext(s.param.Type()) && s.pass.Summary.Gin.Does(call, s.param)&ginchain.Aborts != 0
}

func (s *scene) report(call *ssa.Call, on ssa.Instruction, path []flow.Branch) {
	site, ok := fix.CallAt(s.pass.Pass, call.Pos())
	if !ok {
		return // made by the compiler
	}
	fn := call.Parent()
	last := rule.StepAt(on, "the request is handed on")
	what := "gin runs the next handler without it"
	if _, returns := on.(*ssa.Return); !returns {
		next, ok := fix.CallAt(s.pass.Pass, on.Pos())
		if !ok {
			return
		}
		what = types.ExprString(next.Call.Fun) + " gets the request without it"
	} else if !last.Pos.IsValid() {
		last.Pos = fn.Syntax().End() - 1
	}
	steps := append([]rule.Step{{Pos: site.Call.Pos(), End: site.Call.End(), Message: "the body is read"}}, rule.Branches(fn, path)...)
	s.pass.Report(rule.Finding{
		Pos: site.Call.Pos(), End: site.Call.End(),
		Message: fmt.Sprintf("request body is read by %s and not put back: %s", types.ExprString(site.Call.Fun), what),
		Path:    append(steps, last),
	})
}
