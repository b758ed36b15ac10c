package percalltransport

import (
	"go/ast"
	"go/types"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// usage is what a function does with a transport that it has made.
type usage struct {
	made ssa.Instruction
	cell *ssa.Alloc // the variable that holds the transport, or nil
	sent *ssa.Call  // a request through a client, or a proxy, that has it
	slow bool       // a timer closes its connections, after a long time
	lost bool       // someone else has it, or takes care of its connections
	seen map[ssa.Value]bool
}

// made returns the transport that an instruction makes, or nil.
func made(instr ssa.Instruction) ssa.Value {
	switch instr := instr.(type) {
	case *ssa.Alloc:
		if symbol.Is(instr.Type().Underlying().(*types.Pointer).Elem(), "net/http", "Transport") {
			return instr
		}
	case *ssa.Call:
		if fn := symbol.Callee(&instr.Call); fn != nil && symbol.Name(fn) == "(*net/http.Transport).Clone" {
			return instr
		}
	}
	return nil
}

// follow finds what is done with a transport.
func follow(transport ssa.Value) usage {
	u := usage{made: transport.(ssa.Instruction), seen: map[ssa.Value]bool{}}
	u.transport(transport)
	if u.lost {
		u.sent = nil
	}
	return u
}

func (u *usage) transport(v ssa.Value) {
	if u.seen[v] {
		return
	}
	u.seen[v] = true
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case *ssa.FieldAddr:
			u.field(use)
		case *ssa.MakeInterface:
			u.transport(use)
		case *ssa.Store:
			u.store(use, v)
		case *ssa.UnOp:
			u.transport(use)
		default:
			u.lost = true // CloseIdleConnections, or a function that may do anything
		}
	}
}

// field looks at a field that is set so that connections do not stay for ever, or
// may be: keep-alives are off, or a timer closes what is idle.
func (u *usage) field(field *ssa.FieldAddr) {
	name := value.FieldOf(field).Name()
	if name != "DisableKeepAlives" && name != "IdleConnTimeout" {
		return
	}
	for _, use := range *field.Referrers() {
		store, ok := use.(*ssa.Store)
		switch {
		case !ok || value.IsZero(store.Val):
		case name == "IdleConnTimeout" && long(store.Val):
			u.slow = true
		default:
			u.lost = true
		}
	}
}

// long reports whether a timeout is at least that of the default transport, whose
// clones keep their connections too long as well.
func long(timeout ssa.Value) bool {
	c, ok := timeout.(*ssa.Const)
	return ok && c.Value != nil && c.Int64() >= int64(90*time.Second)
}

// store follows the transport into a variable, or into a client made here.
func (u *usage) store(store *ssa.Store, v ssa.Value) {
	switch addr := store.Addr.(type) {
	case *ssa.Alloc:
		if store.Addr == v {
			return // the literal itself is assigned
		}
		u.cell = addr
		if !value.EachUse(addr, func(use ssa.Instruction, _ ssa.Value) bool {
			switch use := use.(type) {
			case *ssa.UnOp:
				u.transport(use)
			case *ssa.Store:
				return use == store
			case *ssa.DebugRef:
			default:
				return false
			}
			return true
		}) {
			u.lost = true
		}
	case *ssa.FieldAddr:
		if !madeHere(addr.X) {
			u.lost = u.lost || store.Val == v
			return
		}
		u.client(addr.X)
	default:
		u.lost = true
	}
}

var (
	newProxy = symbol.Of("net/http/httputil.NewSingleHostReverseProxy")
	sends    = symbol.Of(
		"(*net/http.Client).Do", "(*net/http.Client).Get", "(*net/http.Client).Head",
		"(*net/http.Client).Post", "(*net/http.Client).PostForm",
		"(*net/http/httputil.ReverseProxy).ServeHTTP",
	)
)

// madeHere reports whether v is a client, or a reverse proxy, that the function
// makes.
func madeHere(v ssa.Value) bool {
	if call, ok := v.(*ssa.Call); ok {
		return newProxy.Calls(&call.Call)
	}
	variable, ok := v.(*ssa.Alloc)
	if !ok {
		return false
	}
	t := variable.Type().Underlying().(*types.Pointer).Elem()
	return symbol.Is(t, "net/http", "Client") || symbol.Is(t, "net/http/httputil", "ReverseProxy")
}

// client finds what is done with the client that has the transport.
func (u *usage) client(v ssa.Value) {
	if u.seen[v] {
		return
	}
	u.seen[v] = true
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.FieldAddr:
		case *ssa.UnOp:
			u.copied(use)
		case *ssa.Call:
			if !sends.Calls(&use.Call) || use.Call.Args[0] != v {
				u.lost = true
			} else if u.sent == nil {
				u.sent = use
			}
		case *ssa.Store:
			if use.Addr == v {
				continue // the literal is assigned
			}
			cell, ok := use.Addr.(*ssa.Alloc)
			if !ok {
				u.lost = true
				continue
			}
			for _, ref := range *cell.Referrers() {
				if load, ok := ref.(*ssa.UnOp); ok {
					u.client(load)
				} else if ref != use {
					u.lost = true
				}
			}
		default:
			u.lost = true
		}
	}
}

// copied follows a client that is assigned to a variable as a struct.
func (u *usage) copied(load *ssa.UnOp) {
	for _, use := range *load.Referrers() {
		store, ok := use.(*ssa.Store)
		if !ok {
			u.lost = true
			return
		}
		if variable, ok := store.Addr.(*ssa.Alloc); ok {
			u.client(variable)
		} else {
			u.lost = true
		}
	}
}

// closeIdle closes the connections when the function returns, if the transport
// is in a variable that is declared by a statement of its own.
func closeIdle(pass *rule.Pass, use usage) (call string, edit analysis.TextEdit, ok bool) {
	for _, n := range fix.PathAt(pass.Pass, use.made.Pos()) {
		block, isBlock := n.(*ast.BlockStmt)
		if !isBlock {
			continue
		}
		for _, stmt := range block.List {
			if name := declares(stmt, use.made); name != "" {
				call = name + ".CloseIdleConnections()"
				edit, ok = lineBehind(pass, stmt, "defer "+call)
				return call, edit, ok
			}
		}
	}
	return "", analysis.TextEdit{}, false
}

// lineBehind puts a line of code behind the statement.
func lineBehind(pass *rule.Pass, stmt ast.Stmt, code string) (analysis.TextEdit, bool) {
	file := pass.Fset.File(stmt.Pos())
	line := file.Line(stmt.End())
	if line >= file.LineCount() {
		return analysis.TextEdit{}, false
	}
	indent := strings.Repeat("\t", file.Position(stmt.Pos()).Column-1)
	at := file.LineStart(line + 1)
	return analysis.TextEdit{Pos: at, End: at, NewText: []byte(indent + code + "\n")}, true
}

// declares returns the variable that a statement declares to hold the transport
// that is made in it.
func declares(stmt ast.Stmt, made ssa.Instruction) string {
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 1 || made.Pos() < assign.Rhs[0].Pos() || assign.Rhs[0].End() < made.Pos() {
		return ""
	}
	switch rhs := assign.Rhs[0].(type) {
	case *ast.UnaryExpr:
		if _, literal := rhs.X.(*ast.CompositeLit); !literal || rhs.X.Pos() != made.Pos() && rhs.Pos() != made.Pos() && rhs.X.(*ast.CompositeLit).Lbrace != made.Pos() {
			return ""
		}
	case *ast.CallExpr:
		if rhs.Lparen != made.Pos() {
			return ""
		}
	default:
		return ""
	}
	id, ok := assign.Lhs[0].(*ast.Ident)
	if !ok || id.Name == "_" {
		return ""
	}
	return id.Name
}
