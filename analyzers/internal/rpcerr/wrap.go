package rpcerr

import (
	"go/constant"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// wrappers return an error that unwraps to their first argument.
var wrappers = symbol.Of(
	"github.com/pkg/errors.Wrap", "github.com/pkg/errors.Wrapf", "github.com/pkg/errors.WithStack",
	"github.com/pkg/errors.WithMessage", "github.com/pkg/errors.WithMessagef",
)

var (
	errorf = symbol.Of("fmt.Errorf")
	join   = symbol.Of("errors.Join")
)

// Wrapped returns the errors that the result of a call unwraps to, or nil if
// it is no wrapper or they are not known.
func Wrapped(call *ssa.CallCommon) []ssa.Value {
	switch {
	case wrappers.Calls(call):
		return call.Args[:1]
	case join.Calls(call):
		return elements(call.Args[0])
	case errorf.Calls(call):
		format, ok := call.Args[0].(*ssa.Const)
		if !ok || format.Value == nil || !strings.Contains(constant.StringVal(format.Value), "%w") {
			return nil
		}
		var errors []ssa.Value
		for _, arg := range elements(call.Args[1]) {
			if symbol.IsError(boxed(arg).Type()) {
				errors = append(errors, arg) // whether by %w or %v
			}
		}
		return errors
	}
	return nil
}

// boxed returns what was put into an interface.
func boxed(v ssa.Value) ssa.Value {
	for {
		inner := value.Converted(v)
		if inner == nil || symbol.IsError(v.Type()) {
			return v
		}
		v = inner
	}
}

// elements returns what the caller of a variadic function has listed.
func elements(list ssa.Value) []ssa.Value {
	slice, ok := list.(*ssa.Slice)
	if !ok {
		return nil
	}
	array, ok := slice.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var found []ssa.Value
	for _, use := range *array.Referrers() {
		element, ok := use.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *element.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == element {
				found = append(found, store.Val)
			}
		}
	}
	return found
}
