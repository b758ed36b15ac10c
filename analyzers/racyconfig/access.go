package racyconfig

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/config"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

type kind uint8

const (
	reads kind = iota + 1
	writes
	writesLater // in a goroutine that the library starts
)

// access is a call that reads or writes a configuration.
type access struct {
	call   ssa.CallInstruction
	kind   kind
	config any // its identity
}

// function returns the name of the declared function around the access.
func (a access) function() string {
	fn := a.call.Parent()
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn.Name()
}

// collect returns the accesses that no mutex guards.
func collect(funcs []*ssa.Function) []access {
	var found []access
	guarded := guarded(funcs)
	for _, fn := range funcs {
		if guarded[fn] {
			continue
		}
		for call := range flow.Instrs[ssa.CallInstruction](fn) {
			name, on := config.Method(call.Common())
			if kind := kindOf(name); kind != 0 {
				found = append(found, access{call: call, kind: kind, config: config.Identity(on)})
			}
		}
	}
	return found
}

func kindOf(name string) kind {
	switch name {
	case "Set", "WatchRemoteConfig", "ReadRemoteConfig", "MergeConfigMap":
		return writes
	case "WatchRemoteConfigOnChannel":
		return writesLater
	case "AllKeys", "AllSettings", "InConfig", "IsSet", "UnmarshalExact", "UnmarshalKey", "Unmarshal", "Sub":
		return reads
	}
	if strings.HasPrefix(name, "Get") && name != "GetViper" && name != "GetEnvPrefix" {
		return reads
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
