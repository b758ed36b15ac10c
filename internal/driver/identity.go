package driver

import (
	"go/types"
	"slices"
)

// identity is what other packages can tell of a package: its types and facts.
// Positions are not part of it, so that editing a package without changing what
// it offers leaves the results of others as they are. Near is about functions,
// variables and constants, which only code that imports the package can name;
// Far is about everything else.
type identity struct{ Near, Far key }

func identify(pkg *types.Package, encoded encodedFacts) *identity {
	near, far := newKeyHash("near"), newKeyHash("far")
	far.text(pkg.Path(), pkg.Name())
	scope := pkg.Scope()
	for _, name := range scope.Names() { // sorted
		switch obj := scope.Lookup(name).(type) {
		case *types.TypeName:
			describeType(far, obj)
		case *types.Const:
			if obj.Exported() {
				near.text(types.ObjectString(obj, nil), obj.Val().ExactString())
			}
		default:
			if obj.Exported() {
				near.text(types.ObjectString(obj, nil))
			}
		}
	}
	near.bytes(encoded.Near)
	far.bytes(encoded.Far)
	return &identity{near.key(), far.key()}
}

// describeType adds a type and its methods. Unexported ones count too, as
// values of them may leave the package.
func describeType(h keyHash, obj *types.TypeName) {
	h.text(types.ObjectString(obj, nil))
	named, ok := obj.Type().(*types.Named)
	if !ok || obj.IsAlias() {
		return
	}
	var methods []string
	for method := range named.Methods() {
		methods = append(methods, types.ObjectString(method, nil))
	}
	slices.Sort(methods)
	h.number(len(methods))
	h.text(methods...)
}
