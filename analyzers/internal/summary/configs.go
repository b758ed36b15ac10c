package summary

import (
	"cmp"

	"github.com/govlint/govlint/analyzers/internal/config"
	"github.com/govlint/govlint/analyzers/internal/handler"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// ConfigRead says that a request handler reads a viper configuration that
// several packages may use: the global one, or that of an exported variable or
// field.
type ConfigRead struct{ Config, Package, Function string }

func (r ConfigRead) compare(other ConfigRead) int {
	return cmp.Or(cmp.Compare(r.Config, other.Config), cmp.Compare(r.Package, other.Package), cmp.Compare(r.Function, other.Function))
}

// configReads returns what the package's handlers read without a lock.
func (r *Result) configReads() []ConfigRead {
	if !symbol.Imports(r.pass.Pkg, symbol.Of(config.Viper+".New")) {
		return nil
	}
	handlers := handler.In(r.pass.Pkg)
	var found []ConfigRead
	for _, access := range config.Accesses(r.funcs) {
		if _, ok := handlers.Around(access.Call.Parent()); ok && access.Kind == config.Reads && access.Name() != "" {
			found = append(found, ConfigRead{access.Name(), r.pass.Pkg.Path(), access.Function()})
		}
	}
	return found
}
