package handler

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// services returns the interfaces of the gRPC services that pkg, or a package
// it imports, can register: each is the second parameter of a generated
// function RegisterX.
func services(pkg *types.Package) []*types.Interface {
	list := registered(pkg, nil)
	for _, imported := range pkg.Imports() {
		list = registered(imported, list)
	}
	return list
}

func registered(pkg *types.Package, list []*types.Interface) []*types.Interface {
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		if !strings.HasPrefix(name, "Register") {
			continue // only a way to look at less: generated functions are called so
		}
		fn, ok := scope.Lookup(name).(*types.Func)
		if !ok {
			continue
		}
		if service := Registers(fn.Signature()); service != nil {
			list = append(list, service)
		}
	}
	return list
}

// Registers returns the service if sig is that of a function which registers
// one: func(grpc.ServiceRegistrar, Service).
func Registers(sig *types.Signature) *types.Interface {
	if sig.Params().Len() != 2 || sig.Results().Len() != 0 {
		return nil
	}
	server := sig.Params().At(0).Type()
	if !symbol.Is(server, "google.golang.org/grpc", "ServiceRegistrar") && !symbol.Is(server, "google.golang.org/grpc", "Server") {
		return nil
	}
	service, _ := sig.Params().At(1).Type().Underlying().(*types.Interface)
	return service
}

// method returns whether fn is a method that a gRPC server calls: it belongs
// to a service that the method's receiver implements.
func (f *Finder) method(fn *ssa.Function) Kind {
	recv := fn.Signature.Recv()
	if recv == nil || len(f.services) == 0 {
		return 0
	}
	kind := MethodKind(fn.Signature)
	if kind == 0 {
		return 0
	}
	t := recv.Type()
	if _, ok := t.Underlying().(*types.Pointer); !ok {
		t = types.NewPointer(t)
	}
	for _, service := range f.services {
		if declares(service, fn) && types.Implements(t, service) {
			return kind
		}
	}
	return 0
}

// MethodKind returns which kind of method of a service has the signature, or 0.
func MethodKind(sig *types.Signature) Kind {
	params, results := sig.Params(), sig.Results()
	switch {
	case params.Len() == 2 && results.Len() == 2 && symbol.IsContext(params.At(0).Type()) && symbol.IsError(results.At(1).Type()):
		return Unary
	case params.Len() > 0 && results.Len() == 1 && symbol.IsError(results.At(0).Type()) &&
		catalog.StreamSide(params.At(params.Len()-1).Type()) == catalog.ServerSide:
		return Stream
	}
	return 0
}

func declares(service *types.Interface, fn *ssa.Function) bool {
	for method := range service.Methods() {
		if method.Name() == fn.Name() {
			return types.Identical(method.Signature().Params(), fn.Signature.Params())
		}
	}
	return false
}
