package stickybreaker

import (
	"time"

	"github.com/sony/gobreaker/v2"

	"example.com/fixtures/stickybreaker/helper"
)

// cleared counts the requests of the last minute.
func cleared() *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](gobreaker.Settings{
		Name:     "orders",
		Interval: time.Minute,
		ReadyToTrip: func(counts gobreaker.Counts) bool {
			return counts.Requests >= 10 && float64(counts.TotalFailures)/float64(counts.Requests) >= 0.6
		},
	})
}

// consecutive needs no interval: a success clears what it counts.
func consecutive() *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](gobreaker.Settings{
		Name:        "orders",
		ReadyToTrip: func(counts gobreaker.Counts) bool { return counts.ConsecutiveFailures > 3 },
	})
}

// byDefault opens after some consecutive failures.
func byDefault() *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](gobreaker.Settings{Name: "orders", Timeout: time.Second})
}

// both opens when all requests fail, too.
func both() *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](gobreaker.Settings{
		ReadyToTrip: func(counts gobreaker.Counts) bool {
			return counts.ConsecutiveFailures > 5 || counts.TotalFailures > counts.Requests/2
		},
	})
}

// configured has an interval that is not known here.
func configured(interval time.Duration) *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](gobreaker.Settings{
		Interval:    interval,
		ReadyToTrip: func(counts gobreaker.Counts) bool { return counts.TotalFailures*2 > counts.Requests },
	})
}

// Given has settings of which nothing is known.
func Given(settings gobreaker.Settings) *gobreaker.CircuitBreaker[string] {
	settings.ReadyToTrip = func(counts gobreaker.Counts) bool { return counts.TotalFailures*2 > counts.Requests }
	return gobreaker.NewCircuitBreaker[string](settings)
}

// made has settings of another package.
func made() *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](helper.Settings("orders"))
}

// asked leaves the decision to a function of another package.
func asked() *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](gobreaker.Settings{
		ReadyToTrip: func(counts gobreaker.Counts) bool { return counts.TotalFailures > 3 && helper.Share(counts) > 0.5 },
	})
}

// later gets its interval before it is used.
func later(interval time.Duration) *gobreaker.CircuitBreaker[string] {
	settings := gobreaker.Settings{
		ReadyToTrip: func(counts gobreaker.Counts) bool { return counts.TotalFailures*2 > counts.Requests },
	}
	settings.Interval = interval
	return gobreaker.NewCircuitBreaker[string](settings)
}

// adjusted may get an interval elsewhere.
func adjusted(adjust func(*gobreaker.Settings)) *gobreaker.CircuitBreaker[string] {
	settings := gobreaker.Settings{
		ReadyToTrip: func(counts gobreaker.Counts) bool { return counts.TotalFailures*2 > counts.Requests },
	}
	adjust(&settings)
	return gobreaker.NewCircuitBreaker[string](settings)
}
