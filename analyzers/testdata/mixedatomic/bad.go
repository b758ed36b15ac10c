package mixedatomic

import (
	"sync"
	"sync/atomic"

	"example.com/fixtures/mixedatomic/helper"
)

type config struct{ name string }

// cache holds the configuration.
type cache struct{ current atomic.Value }

func (c *cache) load(name string) { c.current.Store(config{name}) }

func (c *cache) replace(cfg config) {
	c.current.Store(&cfg) // want `c\.current\.Store panics if c\.current has a value: this stores \*config, another place config`
}

func (c *cache) swap(cfg config) any {
	return c.current.Swap(&cfg) // want `c\.current\.Swap panics if c\.current has a value: this stores \*config, another place config`
}

// worker remembers its last error.
type worker struct{ last atomic.Value }

func (w *worker) failed(err error) {
	w.last.Store(err) // want `w\.last\.Store panics for a value of another type than the first: w\.last is given any error`
}

// level is set in two ways.
var level atomic.Value

func init() { level.Store("info") }

func setLevel(n int) {
	level.Store(n) // want `level\.Store panics if level has a value: this stores int, another place string`
}

func clear() {
	level.Store(nil) // want `level\.Store panics: level is given nil`
}

// replaced stores something else than the package that has the variable.
func replaced(s helper.Settings) {
	helper.Current.Store(s) // want `helper\.Current\.Store panics if helper\.Current has a value: this stores example.com/fixtures/mixedatomic/helper\.Settings, another package \*example.com/fixtures/mixedatomic/helper\.Settings`
}

type logger interface{ log(string) }

// sink is a logger that may be exchanged.
var sink atomic.Value

func setLogger(l logger) {
	sink.Store(l) // want `sink\.Store panics for a value of another type than the first: sink is given any logger`
}

// once has a value of its own.
func once(n int) any {
	var v atomic.Value
	v.Store(n)
	func() { v.Store("n") }() // want `v\.Store panics if v has a value: this stores string, another place int`
	return v.Load()
}

// often calls its function for each error, and only clears once.
func often(errs []error) any {
	var last atomic.Value
	var cleared sync.Once
	keep := always(func(err error) {
		last.Store(err) // want `last\.Store panics for a value of another type than the first: last is given any error`
	})
	for _, err := range errs {
		keep(err)
		cleared.Do(func() {})
	}
	return last.Load()
}

// always calls fn for each error; only what it does besides, it does once.
func always(fn func(error)) func(error) {
	var first sync.Once
	return func(err error) {
		first.Do(func() {})
		fn(err)
	}
}
