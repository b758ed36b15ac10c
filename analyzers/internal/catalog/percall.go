package catalog

import (
	"go/types"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Shared is a kind of thing that works only if several calls have the same one.
type Shared struct {
	Noun   string
	Alone  string     // what becomes of one that is made for one call
	Make   symbol.Set // functions that make one
	Types  symbol.Set // types whose zero value is one
	Use    symbol.Set // methods
	Repeat bool       // using it several times in one call does not make it useful
}

// SharedKinds are all kinds of things to be shared.
var SharedKinds = []*Shared{
	{
		Noun: "circuit breaker", Alone: "its counts are lost before it can open",
		Make:   GoBreakers,
		Use:    symbol.Union(breakerMethods, breakerMethodsV1),
		Repeat: true,
	}, {
		Noun: "rate limiter", Alone: "each call begins with a full bucket",
		Make: symbol.Of("golang.org/x/time/rate.NewLimiter"),
		Use: symbol.Of(
			"(*golang.org/x/time/rate.Limiter).Allow", "(*golang.org/x/time/rate.Limiter).AllowN",
			"(*golang.org/x/time/rate.Limiter).Reserve", "(*golang.org/x/time/rate.Limiter).Wait",
			"(*golang.org/x/time/rate.Limiter).WaitN",
		),
	}, {
		Noun: "semaphore", Alone: "no other call competes for it",
		Make: symbol.Of("golang.org/x/sync/semaphore.NewWeighted"),
		Use: symbol.Of(
			"(*golang.org/x/sync/semaphore.Weighted).Acquire", "(*golang.org/x/sync/semaphore.Weighted).TryAcquire",
			"(*golang.org/x/sync/semaphore.Weighted).Release",
		),
		Repeat: true,
	}, {
		Noun: "mutex", Alone: "it excludes no other call",
		Types: symbol.Of("sync.Mutex", "sync.RWMutex"),
		Use: symbol.Of(
			"(*sync.Mutex).Lock", "(*sync.Mutex).Unlock", "(*sync.Mutex).TryLock",
			"(*sync.RWMutex).Lock", "(*sync.RWMutex).Unlock", "(*sync.RWMutex).RLock", "(*sync.RWMutex).RUnlock",
		),
		Repeat: true,
	}, {
		Noun: "sync.Once", Alone: "it runs its function in each call",
		Types: symbol.Of("sync.Once"),
		Use:   symbol.Of("(*sync.Once).Do"),
	}, {
		Noun: "singleflight group", Alone: "it has no other call to share a result with",
		Types: symbol.Of("golang.org/x/sync/singleflight.Group"),
		Use:   symbol.Of("(*golang.org/x/sync/singleflight.Group).Do"),
	},
}

var breakerMethods = symbol.Of(
	"(*github.com/sony/gobreaker/v2.CircuitBreaker[T]).Execute", "(*github.com/sony/gobreaker/v2.TwoStepCircuitBreaker[T]).Allow",
)

var breakerMethodsV1 = symbol.Of(
	"(*github.com/sony/gobreaker.CircuitBreaker).Execute", "(*github.com/sony/gobreaker.TwoStepCircuitBreaker).Allow",
)

// SharedMakers are the functions that make things to be shared.
var SharedMakers = makers()

func makers() symbol.Set {
	var sets []symbol.Set
	for _, kind := range SharedKinds {
		sets = append(sets, kind.Make)
	}
	return symbol.Union(sets...)
}

// SharedMaker returns what kind of thing a function makes, or nil.
func SharedMaker(fn *types.Func) *Shared {
	for _, kind := range SharedKinds {
		if kind.Make.Has(fn) {
			return kind
		}
	}
	return nil
}

// SharedType returns what kind of thing the zero value of a type is, or nil.
func SharedType(t types.Type) *Shared {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	for _, kind := range SharedKinds {
		if kind.Types[named.Obj().Pkg().Path()+"."+named.Obj().Name()] {
			return kind
		}
	}
	return nil
}
