// Package symbol names functions and types, and answers what a call calls.
//
// A name is what types.Func.FullName prints for the generic origin, such as
// "context.WithCancel", "(*net/http.Server).Serve" or
// "(go.opentelemetry.io/otel/trace.Span).End".
package symbol

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Set is a set of full function names.
type Set map[string]bool

// Of returns the set of the given names.
func Of(names ...string) Set {
	s := make(Set, len(names))
	for _, name := range names {
		s[name] = true
	}
	return s
}

// Union returns a new set with the names of all sets.
func Union(sets ...Set) Set {
	all := Set{}
	for _, s := range sets {
		for name := range s {
			all[name] = true
		}
	}
	return all
}

// Has reports whether fn is in the set; fn may be nil or an instance of a
// generic function.
func (s Set) Has(fn *types.Func) bool {
	return fn != nil && len(s) > 0 && s[Name(fn)]
}

// Calls reports whether the call is to a function of the set. A call through
// an interface also matches the interface that declares the method, when that
// interface is embedded in the one used.
func (s Set) Calls(call *ssa.CallCommon) bool { return s.Has(Callee(call)) }

// Name returns the full name of fn's generic origin.
func Name(fn *types.Func) string { return fn.Origin().FullName() }

// Callee returns the declared function or method that a call names, static or
// through an interface, or nil for calls of function values and builtins.
func Callee(call *ssa.CallCommon) *types.Func {
	if call.IsInvoke() {
		return call.Method.Origin()
	}
	if fn := call.StaticCallee(); fn != nil {
		return Object(fn)
	}
	return nil
}

// Object returns the declared function behind fn: the origin of an instance,
// the method behind a bound-method or promotion wrapper. It is nil for
// function literals.
func Object(fn *ssa.Function) *types.Func {
	if fn.Origin() != nil {
		fn = fn.Origin()
	}
	obj, _ := fn.Object().(*types.Func)
	if obj == nil {
		return nil
	}
	return obj.Origin()
}

// Package returns the import path within a full name:
// "(*net/http.Server).Serve" is in "net/http". It is "" for methods of
// predeclared types.
func Package(name string) string {
	if end := strings.LastIndexByte(name, ')'); end >= 0 {
		name = strings.TrimLeft(name[:end], "(*")
	}
	name, _, _ = strings.Cut(name, "[") // type parameters
	dot := strings.LastIndexByte(name, '.')
	if dot < strings.LastIndexByte(name, '/') {
		return name
	}
	return name[:max(dot, 0)]
}

// Imports reports whether pkg is, or directly imports, the package of any
// name in the set. It is the first line of most rules: a package that does
// not import a library cannot misuse it, except through wrappers, which
// summary's facts describe.
func Imports(pkg *types.Package, s Set) bool { return near(pkg, packages(s), 1) }

// Reaches is Imports for values that are often kept in a package of their own:
// it also counts what the packages that pkg imports import directly.
func Reaches(pkg *types.Package, s Set) bool { return near(pkg, packages(s), 2) }

func packages(s Set) map[string]bool {
	paths := make(map[string]bool, len(s))
	for name := range s {
		paths[Package(name)] = true
	}
	return paths
}

// near reports whether pkg is one of some packages, or imports one within depth
// steps.
func near(pkg *types.Package, paths map[string]bool, depth int) bool {
	if paths[pkg.Path()] {
		return true
	}
	return depth > 0 && slices.ContainsFunc(pkg.Imports(), func(imported *types.Package) bool { return near(imported, paths, depth-1) })
}

// Is reports whether t, or what t points to, is the named type with the given
// path and name, seen through aliases and instantiation.
func Is(t types.Type, path, name string) bool {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok {
		return false
	}
	obj := named.Obj()
	return obj.Name() == name && obj.Pkg() != nil && obj.Pkg().Path() == path
}

// Method returns the exported method of that name which can be called on any
// value of type t, promoted ones included, or nil. It does not build the method
// set, which costs much for types with hundreds of methods.
func Method(t types.Type, name string) *types.Func {
	found, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
	method, _ := found.(*types.Func)
	return method
}

// IsError reports whether t is the predeclared type error.
func IsError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// IsContext reports whether t is context.Context.
func IsContext(t types.Type) bool { return Is(t, "context", "Context") }

// IsClock reports whether t is a channel of times, as timers and tickers have.
func IsClock(t types.Type) bool {
	c, ok := t.Underlying().(*types.Chan)
	return ok && Is(c.Elem(), "time", "Time")
}

// Visible reports whether the name of an object of pkg, or of one that it
// imports, means that object at pos: nothing hides it there.
func Visible(pkg *types.Package, obj types.Object, pos token.Pos) bool {
	scope := pkg.Scope().Innermost(pos)
	if scope == nil || obj == nil {
		return false
	}
	_, visible := scope.LookupParent(obj.Name(), pos)
	return visible == obj
}
