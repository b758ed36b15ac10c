// Package hasty finds functions that return, or exit, as soon as their server
// stops to accept connections, although a shutdown is still waiting for the
// answers that it owes.
//
// The direction is must: whatever may wait behind the call that serves, and any
// call whose effect is not known, ends the inquiry.
package hasty

import (
	"go/token"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// serves returns at once when shutdown begins.
var serves = symbol.Of(
	"(*net/http.Server).Serve", "(*net/http.Server).ServeTLS",
	"(*net/http.Server).ListenAndServe", "(*net/http.Server).ListenAndServeTLS",
	"(*github.com/labstack/echo/v4.Echo).Start", "(*github.com/labstack/echo/v4.Echo).StartTLS",
)

var shutdowns = symbol.Of("(*net/http.Server).Shutdown", "(*github.com/labstack/echo/v4.Echo).Shutdown")

// Serving is a server that is shut down behind its function's back.
type Serving struct {
	Serve    *ssa.Call
	Shutdown ssa.CallInstruction // in the goroutine
	Start    ssa.CallInstruction // what starts the goroutine
}

// Of returns the server of a function that returns while the server is still
// being shut down, or nil.
func Of(fn *ssa.Function) *Serving {
	for serve := range flow.Instrs[*ssa.Call](fn) {
		if !serves.Calls(&serve.Call) {
			continue
		}
		start, shutdown := background(fn, serve.Call.Args[0])
		if shutdown != nil && Last(serve) {
			return &Serving{Serve: serve, Shutdown: shutdown, Start: start}
		}
	}
	return nil
}

var (
	afterFunc = symbol.Of("context.AfterFunc")
	exit      = symbol.Of("os.Exit")
)

// background returns the call that shuts a server down in a goroutine, and what
// starts that. A goroutine that exits itself means to be waited for.
func background(fn *ssa.Function, server ssa.Value) (start, shutdown ssa.CallInstruction) {
	for call := range flow.Instrs[ssa.CallInstruction](fn) {
		common := call.Common()
		var body *ssa.Function
		if _, ok := call.(*ssa.Go); ok {
			body = value.Function(common.Value)
		} else if afterFunc.Calls(common) {
			body = value.Function(common.Args[1])
		}
		if body == nil {
			continue
		}
		if found := shutsDown(body, common, server); found != nil {
			return call, found
		}
	}
	return nil, nil
}

func shutsDown(body *ssa.Function, started *ssa.CallCommon, server ssa.Value) ssa.CallInstruction {
	var found ssa.CallInstruction
	for call := range flow.Instrs[ssa.CallInstruction](body) {
		if exit.Calls(call.Common()) {
			return nil
		}
		if !shutdowns.Calls(call.Common()) {
			continue
		}
		with := value.Origin(call.Common().Args[0])
		for i, param := range body.Params {
			if with == param && i < len(started.Args) {
				with = started.Args[i]
			}
		}
		if value.Same(with, server) {
			found = call
		}
	}
	return found
}

// Last reports whether nothing behind a call of its function, or deferred by it,
// may wait for anything.
func Last(call *ssa.Call) bool {
	for d := range flow.Instrs[*ssa.Defer](call.Parent()) {
		if !harmlessDefer(d) {
			return false
		}
	}
	behind := false
	for _, instr := range call.Block().Instrs {
		if behind && waits(instr) {
			return false
		}
		behind = behind || instr == call
	}
	for _, block := range call.Parent().Blocks {
		if !flow.Reaches(call.Block().Succs, block) {
			continue
		}
		for _, instr := range block.Instrs {
			if waits(instr) {
				return false
			}
		}
	}
	return true
}

func harmlessDefer(d *ssa.Defer) bool {
	if harmless(d.Common()) {
		return true
	}
	fn := value.Function(d.Call.Value)
	if fn == nil || fn.Parent() == nil {
		return false
	}
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		if waits(instr) {
			return false
		}
	}
	return true
}

// waits reports whether an instruction may wait for something.
func waits(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Select, *ssa.Send:
		return true
	case *ssa.Call:
		return !harmless(&instr.Call)
	}
	return false
}

var sleeps = symbol.Of("time.Sleep")

// quick matches the names of functions that wait for nobody, logging above all.
var quick = regexp.MustCompile(`^(Close|Sync|Cancel|Is|As|Error|String|Unwrap|With\w*|Named|Sugar|Str|Err|Int|Any|Msg|Msgf|Send|` +
	`(Debug|Info|Warn|Warning|Error|Print|Fatal|Panic|Log)(f|ln|w|Ctx|Context)?|Exit|(?i:flush))$`)

// quickPackages have such functions only.
var quickPackages = []string{"log", "log/slog", "fmt", "errors", "os", "os/signal", "time", "strings", "strconv", "go.uber.org/zap", "github.com/rs/zerolog", "github.com/sirupsen/logrus"}

// harmless reports whether a call is known to wait for nothing.
func harmless(call *ssa.CallCommon) bool {
	if _, ok := call.Value.(*ssa.Builtin); ok {
		return true
	}
	fn := symbol.Callee(call)
	if fn == nil {
		return symbol.Is(call.Value.Type(), "context", "CancelFunc")
	}
	if sleeps.Calls(call) {
		return false
	}
	if symbol.NoReturn(fn) || quick.MatchString(fn.Name()) {
		return true
	}
	for _, path := range quickPackages {
		if fn.Pkg() != nil && (fn.Pkg().Path() == path || strings.HasPrefix(fn.Pkg().Path(), path+"/")) {
			return true
		}
	}
	return false
}
