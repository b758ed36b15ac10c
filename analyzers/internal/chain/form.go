package chain

import (
	"go/types"
	"strings"
)

// form returns the notation of a type that shapes are written in: aliases and
// type arguments are dropped, named types carry their import path. Types that
// no shape needs have the empty form.
func form(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if obj := t.Obj(); obj.Pkg() != nil {
			return obj.Pkg().Path() + "." + obj.Name()
		}
		return t.Obj().Name() // error
	case *types.Pointer:
		return "*" + form(t.Elem())
	case *types.Basic:
		return t.Name()
	case *types.Interface:
		if t.Empty() {
			return "any"
		}
	case *types.Signature:
		if t.Results().Len() == 0 {
			return "func(" + forms(t.Params(), t.Variadic()) + ")"
		}
	}
	return ""
}

func forms(tuple *types.Tuple, variadic bool) string {
	list := make([]string, tuple.Len())
	for i := range list {
		list[i] = formAt(tuple, i, variadic)
	}
	return strings.Join(list, ", ")
}

// formAt returns the form of the i-th parameter.
func formAt(params *types.Tuple, i int, variadic bool) string {
	t := params.At(i).Type()
	if slice, ok := t.(*types.Slice); ok && variadic && i == params.Len()-1 {
		return "..." + form(slice.Elem())
	}
	return form(t)
}
