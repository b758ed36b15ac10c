// Package config recognises what is done to which viper configuration.
package config

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Viper is the import path of the library.
const Viper = "github.com/spf13/viper"

// Global stands for the configuration that the functions of the package work on.
const Global = "the global viper"

// Method returns the name of the method that a call calls on a configuration,
// and the configuration; nil for the global one. The name is "" if the call
// does something else.
func Method(call *ssa.CallCommon) (name string, on ssa.Value) {
	callee := symbol.Callee(call)
	if callee == nil || callee.Pkg() == nil || callee.Pkg().Path() != Viper {
		return "", nil
	}
	if recv := callee.Signature().Recv(); recv == nil {
		if strings.HasPrefix(callee.Name(), "New") || callee.Name() == "GetViper" {
			return "", nil
		}
		return callee.Name(), nil
	} else if !symbol.Is(recv.Type(), Viper, "Viper") {
		return "", nil
	}
	on = value.Receiver(call)
	if IsGlobal(on) {
		on = nil
	}
	return callee.Name(), on
}

// IsGlobal reports whether a value is the global configuration.
func IsGlobal(v ssa.Value) bool {
	call, ok := value.Origin(v).(*ssa.Call)
	return ok && symbol.Of(Viper+".GetViper").Calls(&call.Call)
}

// Identity returns what two calls on the same configuration have in common:
// Global, the variable of the package that holds it, or the value that makes it.
func Identity(on ssa.Value) any {
	if on == nil {
		return Global
	}
	on = value.Origin(on)
	if variable := trail.Loaded(on); variable != nil {
		return variable
	}
	return on
}
