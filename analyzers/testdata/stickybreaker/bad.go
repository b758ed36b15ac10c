package stickybreaker

import (
	gobreakerv1 "github.com/sony/gobreaker"
	"github.com/sony/gobreaker/v2"

	"example.com/fixtures/stickybreaker/helper"
)

// byShare opens when most requests fail.
func byShare() *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](gobreaker.Settings{ // want `the breaker decides by its total counts, and without an Interval they are never cleared`
		Name: "orders",
		ReadyToTrip: func(counts gobreaker.Counts) bool {
			return counts.Requests >= 10 && float64(counts.TotalFailures)/float64(counts.Requests) >= 0.6
		},
	})
}

// mostFail opens when most requests fail.
func mostFail(counts gobreakerv1.Counts) bool {
	return counts.Requests >= 10 && counts.TotalSuccesses < counts.Requests/2
}

// named has settings of its own, for version 1.
func named(name string) *gobreakerv1.CircuitBreaker {
	settings := gobreakerv1.Settings{Name: name, MaxRequests: 3, Interval: 0}
	settings.ReadyToTrip = mostFail
	return gobreakerv1.NewCircuitBreaker(settings) // want `the breaker decides by its total counts, and without an Interval they are never cleared`
}

// global is made with the package.
var global = gobreaker.NewTwoStepCircuitBreaker[string](gobreaker.Settings{Name: "global", Interval: 0, ReadyToTrip: func(counts gobreaker.Counts) bool { return counts.TotalFailures > 100 }}) // want `the breaker decides by its total counts, and without an Interval they are never cleared`

// filled has settings that another function of the package makes.
func filled() *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](settings("filled")) // want `the breaker decides by its total counts, and without an Interval they are never cleared`
}

func settings(name string) gobreaker.Settings {
	return gobreaker.Settings{
		Name:        name,
		IsExcluded:  helper.Cancelled,
		ReadyToTrip: func(counts gobreaker.Counts) bool { return counts.TotalFailures*2 > counts.Requests },
	}
}
