package maskedsenderror

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// shown is what is known of the places that an error goes to.
type shown struct {
	send  *ssa.Call
	seen  map[ssa.Value]bool
	told  bool // it is returned or logged
	other bool // it is compared with io.EOF, or goes out of sight
}

// shows reports whether the error of a send is shown to somebody, and that is
// all that is done with it.
func shows(send *ssa.Call) bool {
	err := value.Result(send, 0)
	if err == nil {
		return false // nobody looks at it
	}
	s := &shown{send: send, seen: map[ssa.Value]bool{}}
	s.follow(err)
	return s.told && !s.other
}

func (s *shown) follow(v ssa.Value) {
	if s.seen[v] {
		return
	}
	s.seen[v] = true
	for _, use := range *v.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case *ssa.Return:
			s.told = true
		case *ssa.Phi:
			s.follow(use)
		case *ssa.BinOp:
			s.other = s.other || !value.IsNil(use.X) && !value.IsNil(use.Y)
		case *ssa.Store:
			s.store(use, v)
		case *ssa.Slice:
			s.follow(use) // the arguments of a variadic call
		case ssa.CallInstruction:
			s.call(use, v)
		case ssa.Value:
			if value.Converted(use) == v {
				s.follow(use)
			} else {
				s.other = true
			}
		default:
			s.other = true
		}
	}
}

// store follows an error into a variable, or into the list of a variadic
// call's arguments.
func (s *shown) store(store *ssa.Store, v ssa.Value) {
	if store.Val != v {
		return
	}
	if element, ok := store.Addr.(*ssa.IndexAddr); ok {
		if array, ok := element.X.(*ssa.Alloc); ok {
			for _, use := range *array.Referrers() {
				if slice, ok := use.(*ssa.Slice); ok {
					s.follow(slice)
				}
			}
			return
		}
	}
	cell := value.Cell(store.Addr)
	if cell == nil {
		s.other = true
		return
	}
	value.EachUse(cell, func(use ssa.Instruction, addr ssa.Value) bool {
		if load, ok := use.(*ssa.UnOp); ok && load.Op == token.MUL {
			if last := errtest.LastStore(load); last == nil || last == store.Val {
				s.follow(load)
			}
		}
		return true
	})
}

// call follows an error into a call.
func (s *shown) call(call ssa.CallInstruction, v ssa.Value) {
	common := call.Common()
	callee := symbol.Callee(common)
	switch {
	case callee == nil || callee.Pkg() == nil:
		s.other = s.other || !isErrorMethod(common, v)
		s.told = s.told || isErrorMethod(common, v)
	case errorsIs.Has(callee), !prints(callee.Pkg().Path()):
		s.other = true // it may be told apart there
	default:
		s.told = true
	}
}

var errorsIs = symbol.Of("errors.Is", "errors.As", "github.com/pkg/errors.Is", "github.com/pkg/errors.As")

// isErrorMethod reports whether a call is v.Error().
func isErrorMethod(call *ssa.CallCommon, v ssa.Value) bool {
	return call.IsInvoke() && call.Value == v && call.Method.Name() == "Error"
}

// printing are the packages that make an error's text out of an error, or
// write it down.
var printing = []string{
	"fmt", "log", "errors", "testing",
	"github.com/pkg/errors", "google.golang.org/grpc/status", "google.golang.org/grpc/grpclog",
	"go.uber.org/zap", "github.com/sirupsen/logrus", "github.com/rs/zerolog", "github.com/golang/glog",
	"k8s.io/klog", "github.com/go-kratos/kratos/v2/log", "github.com/zeromicro/go-zero/core/logx",
}

func prints(path string) bool {
	for _, p := range printing {
		if path == p || strings.HasPrefix(path, p+"/") {
			return true
		}
	}
	return false
}
