package mixedatomic

import (
	"errors"
	"sync"
	"sync/atomic"

	"example.com/fixtures/mixedatomic/helper"
)

// steady always stores the same type.
type steady struct{ current, name atomic.Value }

func (s *steady) load() { s.current.Store(&config{"first"}) }

func (s *steady) replace(cfg config) {
	s.current.Store(&cfg)
	s.name.Store(cfg.name)
}

func (s *steady) clear() { s.current.Store((*config)(nil)) }

func (s *steady) swap(old, cfg *config) bool { return s.current.CompareAndSwap(old, cfg) }

// boxed stores errors in a struct.
type boxed struct{ last atomic.Value }

type failure struct{ err error }

func (b *boxed) failed(err error) { b.last.Store(failure{err}) }

func (b *boxed) cleared() { b.last.Store(failure{}) }

// onlyFirst keeps the first error, under a lock.
type onlyFirst struct {
	mu    sync.Mutex
	cause atomic.Value
}

func (o *onlyFirst) fail(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.cause.Load() != nil {
		return
	}
	o.cause.Store(err)
}

// checked is checked by the compiler.
type checked struct{ current atomic.Pointer[config] }

func (c *checked) replace(cfg config) { c.current.Store(&cfg) }

// box holds values of one type, of its user's choice.
type box struct{ v atomic.Value }

func (b *box) set(v any) { b.v.Store(v) }

// typed is a box for one type.
type typed[T any] struct{ v atomic.Value }

func (t *typed[T]) set(v T) { t.v.Store(v) }

// same stores an error, but always one of the same type.
func same(v *atomic.Value, late bool) {
	var err error = errors.New("early")
	_ = err
	v.Store(failure{err})
	if late {
		v.Store(failure{errors.New("late")})
	}
}

// chosen stores one of two values of the same type.
var chosen atomic.Value

func choose(first bool) {
	var name any = "second"
	if first {
		name = "first"
	}
	chosen.Store(name)
}

// reload stores what the package that has the variable stores.
func reload(name string) { helper.Spare.Store(&helper.Settings{Name: name}) }

// each uses a value for each type.
func each(n int, s string) (any, any) {
	var first, second atomic.Value
	first.Store(n)
	second.Store(s)
	return first.Load(), second.Load()
}

// firstOnly keeps the first error, for which alone the function that stores it is called.
func firstOnly(steps ...func() error) error {
	var cause atomic.Value
	fail := onlyOnce(func(err error) {
		if err == nil {
			err = errEmpty
		}
		cause.Store(err)
	})
	for _, step := range steps {
		if err := step(); err != nil {
			fail(err)
		}
	}
	fail(nil)
	err, _ := cause.Load().(error)
	return err
}

var errEmpty = errors.New("no steps")

// onlyOnce calls fn for the first error.
func onlyOnce(fn func(error)) func(error) {
	first := new(sync.Once)
	return func(err error) {
		first.Do(func() { fn(err) })
	}
}

// stop keeps why it was stopped, the first time.
func stop(reasons []error) error {
	var why atomic.Value
	var stopped sync.Once
	for _, reason := range reasons {
		stopped.Do(func() { why.Store(reason) })
	}
	err, _ := why.Load().(error)
	return err
}
