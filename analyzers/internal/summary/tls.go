package summary

import (
	"cmp"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/tlsconfig"
	"github.com/govlint/govlint/analyzers/internal/trail"
)

// TakenConfig says that something has taken the TLS configuration in an exported
// variable or field.
type TakenConfig struct {
	Config, Taker, Package string
	Copies                 bool // it goes on with a copy
}

func (c TakenConfig) compare(other TakenConfig) int {
	return cmp.Or(cmp.Compare(c.Config, other.Config), cmp.Compare(c.Package, other.Package), cmp.Compare(c.Taker, other.Taker))
}

// takenConfigs returns what the package hands over and others can reach.
func (r *Result) takenConfigs() []TakenConfig {
	if !symbol.Imports(r.pass.Pkg, symbol.Of("crypto/tls.NewListener")) {
		return nil
	}
	var found []TakenConfig
	for _, h := range tlsconfig.Handovers(r.funcs) {
		if name := trail.Name(tlsconfig.Variable(h.Config)); name != "" {
			found = append(found, TakenConfig{name, h.Taker, r.pass.Pkg.Path(), h.Copies})
		}
	}
	return found
}
