package stickybreaker

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sony/gobreaker/v2"
)

// opens reports after how many failures a breaker opens that has seen a long
// time of success.
func opens(t *testing.T, execute func(func() (string, error)) error) int {
	t.Helper()
	for range 10_000 {
		if err := execute(func() (string, error) { return "", nil }); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(2 * time.Minute)
	for n := 1; n <= 5_000; n++ {
		err := execute(func() (string, error) { return "", errors.New("down") })
		if errors.Is(err, gobreaker.ErrOpenState) || err != nil && err.Error() == gobreaker.ErrOpenState.Error() {
			return n - 1
		}
	}
	return -1
}

func TestVerify(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, breaker := range map[string]*gobreaker.CircuitBreaker[string]{"byShare": byShare(), "filled": filled()} {
			if n := opens(t, func(f func() (string, error)) error { _, err := breaker.Execute(f); return err }); n >= 0 {
				t.Errorf("%s opens after %d failures", name, n)
			}
		}
		v1 := named("orders")
		if n := opens(t, func(f func() (string, error)) error {
			_, err := v1.Execute(func() (any, error) { return f() })
			return err
		}); n >= 0 {
			t.Errorf("named opens after %d failures", n)
		}
		for name, breaker := range map[string]*gobreaker.CircuitBreaker[string]{
			"cleared": cleared(), "consecutive": consecutive(), "byDefault": byDefault(), "both": both(),
		} {
			if n := opens(t, func(f func() (string, error)) error { _, err := breaker.Execute(f); return err }); n < 1 || n > 10 {
				t.Errorf("%s opens after %d failures", name, n)
			}
		}
	})
}
