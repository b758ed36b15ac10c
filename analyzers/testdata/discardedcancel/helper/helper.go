// Package helper makes, lends, calls and keeps cancel functions for its callers.
package helper

import (
	"context"
	"errors"
	"log"
	"time"
)

// Cancel is this package's name for a cancel function.
type Cancel = context.CancelFunc

// ErrNoHost says that there is nothing to call.
var ErrNoHost = errors.New("no host")

// WithDeadlineBudget gives a call nine tenths of the time that is left.
func WithDeadlineBudget(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithTimeout(ctx, time.Minute)
	}
	return context.WithTimeout(ctx, time.Until(deadline)*9/10)
}

// Limits are the limits of a service.
type Limits struct {
	Call time.Duration
}

// Context returns a context for one call.
func (l *Limits) Context(ctx context.Context) (context.Context, Cancel) {
	ctx, cancel := context.WithTimeout(ctx, l.Call)
	return ctx, cancel
}

// Scope returns a context and what ends it.
func Scope(ctx context.Context, name string) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	return ctx, func() {
		log.Printf("end of %s", name)
		cancel()
	}
}

// Watch calls changed for every change until the returned function is called.
func Watch(ctx context.Context, changes <-chan string, changed func(string)) context.CancelFunc {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case change := <-changes:
				changed(change)
			}
		}
	}()
	return cancel
}

// Dial returns the context of a connection; there is none if it fails.
func Dial(ctx context.Context, host string) (context.Context, context.CancelFunc, error) {
	if host == "" {
		return nil, nil, ErrNoHost
	}
	ctx, cancel := context.WithCancel(ctx)
	return ctx, cancel, nil
}

// Cancellable reports whether there is a cancel function; it does not call it.
func Cancellable(cancel context.CancelFunc) bool {
	return cancel != nil
}

// Release calls cancel if there is one.
func Release(cancel context.CancelFunc) {
	if cancel != nil {
		cancel()
	}
}

// ReleaseAll calls them all.
func ReleaseAll(cancels ...context.CancelFunc) {
	for _, cancel := range cancels {
		cancel()
	}
}

// Closer is what can be closed.
type Closer interface {
	Close()
}

// CloserFunc is a function as a Closer.
type CloserFunc func()

// Close calls f.
func (f CloserFunc) Close() { f() }

// CloseAll closes everything.
func CloseAll(closers ...Closer) {
	for _, c := range closers {
		c.Close()
	}
}

// Hooks run when something larger than a call is over.
type Hooks struct {
	funcs []func()
}

// Add registers f.
func (h *Hooks) Add(f func()) {
	h.funcs = append(h.funcs, f)
}

// Run calls what has been registered.
func (h *Hooks) Run() {
	for _, f := range h.funcs {
		f()
	}
	h.funcs = nil
}
