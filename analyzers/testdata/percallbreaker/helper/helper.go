// Package helper makes breakers.
package helper

import (
	"sync"

	"github.com/sony/gobreaker/v2"
)

// NewBreaker returns a new breaker each time.
func NewBreaker(name string) *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](gobreaker.Settings{Name: name})
}

var (
	mu       sync.Mutex
	breakers = map[string]*gobreaker.CircuitBreaker[string]{}
)

// Breaker returns the breaker of a service.
func Breaker(name string) *gobreaker.CircuitBreaker[string] {
	mu.Lock()
	defer mu.Unlock()
	if breakers[name] == nil {
		breakers[name] = NewBreaker(name)
	}
	return breakers[name]
}
