package catalog

import (
	"go/types"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Slot is a setting of a gRPC connection or server that holds one value.
type Slot struct {
	Option string // full name of the function that makes the option
	Chain  string // name of the function whose options add up; "" if there is none
	Panics bool   // a second one panics; else the last one counts
}

// slots are the options that take the place of an earlier one, by the function
// that makes them.
var slots = map[string]Slot{
	"google.golang.org/grpc.WithUnaryInterceptor":     {Option: "google.golang.org/grpc.WithUnaryInterceptor", Chain: "WithChainUnaryInterceptor"},
	"google.golang.org/grpc.WithStreamInterceptor":    {Option: "google.golang.org/grpc.WithStreamInterceptor", Chain: "WithChainStreamInterceptor"},
	"google.golang.org/grpc.UnaryInterceptor":         {Option: "google.golang.org/grpc.UnaryInterceptor", Chain: "ChainUnaryInterceptor", Panics: true},
	"google.golang.org/grpc.StreamInterceptor":        {Option: "google.golang.org/grpc.StreamInterceptor", Chain: "ChainStreamInterceptor", Panics: true},
	"google.golang.org/grpc.WithDefaultServiceConfig": {Option: "google.golang.org/grpc.WithDefaultServiceConfig"},
	"google.golang.org/grpc.KeepaliveParams":          {Option: "google.golang.org/grpc.KeepaliveParams"},
	"google.golang.org/grpc.UnknownServiceHandler":    {Option: "google.golang.org/grpc.UnknownServiceHandler"},

	"github.com/grpc-ecosystem/go-grpc-middleware.WithUnaryServerChain":  {Option: "google.golang.org/grpc.UnaryInterceptor", Panics: true},
	"github.com/grpc-ecosystem/go-grpc-middleware.WithStreamServerChain": {Option: "google.golang.org/grpc.StreamInterceptor", Panics: true},
}

// OptionSlot returns the slot that the option fn makes goes into.
func OptionSlot(fn *types.Func) (Slot, bool) {
	if fn == nil {
		return Slot{}, false
	}
	slot, ok := slots[symbol.Name(fn)]
	return slot, ok
}

// TakesOptions are the functions to which all options go in the end, as their
// last argument.
var TakesOptions = symbol.Of(
	"google.golang.org/grpc.NewClient", "google.golang.org/grpc.Dial", "google.golang.org/grpc.DialContext",
	"google.golang.org/grpc.NewServer",
)

// IsOption reports whether t is a gRPC option of a connection or a server, or
// a list of such.
func IsOption(t types.Type) bool {
	if list, ok := t.Underlying().(*types.Slice); ok {
		t = list.Elem()
	}
	return symbol.Is(t, grpcPackage, "DialOption") || symbol.Is(t, grpcPackage, "ServerOption")
}

// SlotNamed returns the slot of the option with the given full name.
func SlotNamed(option string) (Slot, bool) {
	slot, ok := slots[option]
	return slot, ok
}
