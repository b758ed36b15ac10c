package config

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
)

// Kind is what a call does to a configuration.
type Kind uint8

// The kinds of access.
const (
	Reads Kind = iota + 1
	Writes
	WritesLater // in a goroutine that the library starts
)

// Access is a call that reads or writes a configuration.
type Access struct {
	Call   ssa.CallInstruction
	Kind   Kind
	Config any // its identity
}

// Function returns the name of the declared function around the access.
func (a Access) Function() string {
	return flow.Outermost(a.Call.Parent()).Name()
}

// Name returns the name of the configuration that is the same in all packages,
// or "" if others can not reach it: it is neither the global one nor in an
// exported variable or field.
func (a Access) Name() string {
	if a.Config == Global {
		return Global
	}
	variable, _ := a.Config.(*types.Var)
	return trail.Name(variable)
}

// Accesses returns the accesses that no mutex guards.
func Accesses(funcs []*ssa.Function) []Access {
	var found []Access
	guarded := guarded(funcs)
	for _, fn := range funcs {
		if guarded[fn] {
			continue
		}
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			name, on := Method(call.Common())
			if kind := kindOf(name); kind != 0 {
				found = append(found, Access{Call: call, Kind: kind, Config: Identity(on)})
			}
		}
	}
	return found
}

func kindOf(name string) Kind {
	switch name {
	case "Set", "WatchRemoteConfig", "ReadRemoteConfig", "MergeConfigMap":
		return Writes
	case "WatchRemoteConfigOnChannel":
		return WritesLater
	case "AllKeys", "AllSettings", "InConfig", "IsSet", "UnmarshalExact", "UnmarshalKey", "Unmarshal", "Sub":
		return Reads
	}
	if strings.HasPrefix(name, "Get") && name != "GetViper" && name != "GetEnvPrefix" {
		return Reads
	}
	return 0
}

// guarded returns the functions that lock a mutex, and those that they call.
func guarded(funcs []*ssa.Function) map[*ssa.Function]bool {
	found := map[*ssa.Function]bool{}
	for _, fn := range funcs {
		if !locks(fn) {
			continue
		}
		found[fn] = true
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			if callee := call.Common().StaticCallee(); callee != nil {
				found[callee] = true
			}
		}
	}
	return found
}

var mutexes = symbol.Of("(*sync.Mutex).Lock", "(*sync.RWMutex).Lock", "(*sync.RWMutex).RLock", "(sync.Locker).Lock")

// locks reports whether a function, or one around it, locks a mutex.
func locks(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			if mutexes.Calls(call.Common()) {
				return true
			}
		}
	}
	return false
}
