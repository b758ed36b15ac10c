package lifecycle_test

import "testing"

// helperSource ends, uses and keeps things for package p; only facts of it
// reach the tests.
const helperSource = `package helper

import (
	"errors"
	"example.com/toy"
)

func Close(x *toy.Thing) { x.Close() }

func CloseDeferred(x *toy.Thing) (err error) {
	defer func() { err = errors.Join(err, x.Close()) }()
	return x.Use()
}

func CloseAny(c toy.Closer) {
	if c != nil {
		_ = c.Close()
	}
}

func CloseSometimes(x *toy.Thing, really bool) {
	if really {
		x.Close()
	}
}

func Use(x *toy.Thing) error { return x.Use() }

var kept []*toy.Thing

func Keep(x *toy.Thing) { kept = append(kept, x) }

func New() *toy.Thing { return toy.New() }

func Open() (*toy.Thing, func(), error) {
	x, err := toy.Open("a")
	if err != nil {
		return nil, nil, err
	}
	return x, func() { x.Close() }, nil
}

func Begin() func() {
	x := toy.New()
	return func() { x.Close() }
}

func Call(f func()) { f() }

func CallSometimes(f func()) {
	if len(kept) > 0 {
		f()
	}
}

func Die() {
	panic("dead")
}

func Even(x *toy.Thing, n int) {
	if n == 0 {
		x.Close()
		return
	}
	Odd(x, n-1)
}

func Odd(x *toy.Thing, n int) {
	if n == 1 {
		x.Close()
		return
	}
	Even(x, n-1)
}

func EvenUse(x *toy.Thing, n int) {
	if n > 0 {
		OddUse(x, n-1)
	}
}

func OddUse(x *toy.Thing, n int) {
	x.Use()
	EvenUse(x, n-1)
}

func Generic[T any](x *toy.Thing, v T) T {
	x.Close()
	return v
}
`

func TestHelpers(t *testing.T) {
	w := newToy(t)
	w.helper(t, "example.com/helper", helperSource)
	run(t, w, []bullet{
		{"method expression", `
func ended() {
	x := toy.New() // ended
	defer (*toy.Thing).Close(x)
}`},
		{"helper in the same package", `
func shut(x *toy.Thing) { x.Close() }
func shutAny(c io.Closer) { _ = c.Close() }
func shutLater(x *toy.Thing) { defer x.Close(); x.Use() }
func shutMaybe(x *toy.Thing, ok bool) { if ok { x.Close() } }
func use(x *toy.Thing) { x.Use() }
type closer struct{}
func (closer) shut(x *toy.Thing) { x.Close() }
func each(xs ...*toy.Thing) { for _, x := range xs { x.Close() } }

func direct() {
	x := toy.New() // ended
	shut(x)
}
func throughInterface() {
	x := toy.New() // ended
	shutAny(x)
}
func deferred() {
	x := toy.New() // ended
	defer shutLater(x)
}
func onOnePath(ok bool) {
	x := toy.New() // leak
	if ok {
		shut(x)
	}
}
func sometimes(ok bool) {
	x := toy.New() // ended
	shutMaybe(x, ok)
}
func used() {
	x := toy.New() // never
	use(x)
}
func byMethod() {
	x := toy.New() // ended
	closer{}.shut(x)
}
func variadic() {
	x, y := toy.New(), 1 // handed on
	_ = y
	each(x)
}
func helperTwice() {
	x := toy.New() // twice
	shut(x)
	shut(x)
}
func byLiteral() {
	end := func(x *toy.Thing) { x.Close() }
	x := toy.New() // ended
	defer end(x)
}`},
		{"helper in another package", `
func direct() {
	x := toy.New() // ended
	helper.Close(x)
}
func deferred() {
	x := toy.New() // ended
	defer helper.CloseDeferred(x)
}
func throughInterface() {
	x := toy.New() // ended
	helper.CloseAny(x)
}
func onOnePath(ok bool) {
	x := toy.New() // leak
	if ok {
		helper.Close(x)
	}
}
func sometimes(ok bool) {
	x := toy.New() // ended
	helper.CloseSometimes(x, ok)
}
func used() error {
	x := toy.New() // never
	return helper.Use(x)
}
func kept() {
	x := toy.New() // handed on
	helper.Keep(x)
}
func generic() {
	x := toy.New() // ended
	helper.Generic(x, 3)
}
func closure() {
	x := toy.New() // ended
	helper.Call(func() { x.Close() })
}
func closureSometimes() {
	x := toy.New() // handed on
	helper.CallSometimes(func() { x.Close() })
}
func twice() {
	x := toy.New() // twice
	defer helper.Close(x)
	helper.Close(x)
}
func dies() {
	x := toy.New() // silent
	x.Use()
	helper.Die()
}
func borrowed() {
	x := toy.New() // never
	toy.Borrow(x)
}`},
		{"helper that calls itself", `
func even(x *toy.Thing, n int) {
	if n == 0 {
		x.Close()
		return
	}
	odd(x, n-1)
}
func odd(x *toy.Thing, n int) {
	if n == 1 {
		x.Close()
		return
	}
	even(x, n-1)
}
func ping(x *toy.Thing, n int) { if n > 0 { pong(x, n-1) } }
func pong(x *toy.Thing, n int) { x.Use(); ping(x, n-1) }
func retry(x *toy.Thing, n int) {
	if x.Use() != nil && n > 0 {
		retry(x, n-1)
	}
	if n == 0 {
		x.Close()
	}
}

func ended() {
	x := toy.New() // ended
	even(x, 4)
}
func endedElsewhere() {
	x := toy.New() // ended
	helper.Even(x, 4)
}
func used() {
	x := toy.New() // never
	ping(x, 4)
}
func usedElsewhere() {
	x := toy.New() // never
	helper.EvenUse(x, 4)
}
func sometimes() {
	x := toy.New() // ended
	retry(x, 4)
}`},
	})
}
