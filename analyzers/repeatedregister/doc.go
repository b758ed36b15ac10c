// Package repeatedregister reports Prometheus collectors that are registered in a loop or a handler.
//
// # Scene
//
// A metric is made where it is used: in a handler, or in a constructor that is called
// for each tenant, topic or shard.
//
//	for _, tenant := range tenants {
//		c := promauto.NewCounter(prometheus.CounterOpts{Name: "orders_total"})
//		workers = append(workers, newWorker(tenant, c))
//	}
//
// # Symptom
//
// The first request, or the first tenant, is served. The second panics:
//
//	panic: duplicate metrics collector registration attempted
//
// A test with one request, and a staging system with one tenant, see nothing. A
// constructor that is given a registry, and registers with the default one, panics
// likewise for the second instance.
//
// # Cause
//
// A registry takes each combination of name and constant labels once. MustRegister,
// and the functions of promauto with it, panic on the second (read: client_golang
// v1.25.0).
//
// # Fix
//
// Make the collector once, in a variable of the package or a field, and tell tenants
// apart by a label of a vector. Where instances must not share, give each a registry
// of its own, or wrap one with prometheus.WrapRegistererWith and a label.
//
// # Verify
//
// go test ./repeatedregister -run TestVerify
//
// # Limits
//
// Reported are names that are constant, without ConstLabels, in a loop or in a
// function that serves requests, or in a function of the same package that is called
// there. Silent about a registry that is made anew each time, about Register, which
// returns an error, about code that unregisters, and about places behind any condition
// other than an error check and the comparison of a text, such as a nil check or
// sync.Once, which may see to it that they are reached once. Functions of other
// packages that register are not looked into. Constructors that are called twice from
// different places are not found. A function that is given a registry is reported for
// each collector that it registers with the default one, unless it compares the
// registry, as with nil, or does not name it.
//
// For that there is a suggestion; where a collector belongs that is made again and
// again is a matter of design.
package repeatedregister
