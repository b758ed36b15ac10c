package catalog

import (
	"slices"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Streams are the libraries whose streams we know.
var Streams = []string{"google.golang.org/grpc", connectPackage}

// Registries returns the packages whose functions register services.
func Registries() []string {
	names := symbol.Set{}
	for name, event := range events {
		if event&Register != 0 {
			names[name] = true
		}
	}
	for name := range dependent {
		names[name] = true
	}
	return symbol.Packages(names)
}

// Chains returns the libraries whose interceptors and middleware we know.
func Chains() []string {
	var libraries []string
	for _, shape := range Middleware {
		if !slices.Contains(libraries, shape.Library) {
			libraries = append(libraries, shape.Library)
		}
	}
	return libraries
}
