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

func TestEnds(t *testing.T) {
	w := newToy(t)
	w.helper(t, "example.com/helper", helperSource)
	run(t, w, []bullet{
		{"direct call", `
func ended() {
	x := toy.New() // ended
	x.Use()
	x.Close()
}
func early(ok bool) error {
	x := toy.New() // leak
	if !ok {
		return errors.New("no")
	}
	return x.Close()
}
func earlyAfterJoin(ok bool) error {
	x := toy.New() // leak
	if ok {
		x.Use()
	}
	if x.Size > 3 {
		return nil
	}
	return x.Close()
}
func beforeDefer(name string) error {
	x := toy.New() // leak
	if name == "" {
		return nil
	}
	defer x.Close()
	return x.Use()
}
func never() {
	x := toy.New() // never
	x.Use()
}`},
		{"defer of a call", `
func ended() error {
	x, err := toy.Open("a") // ended
	if err != nil {
		return err
	}
	defer x.Close()
	return x.Use()
}
func conditional(ok bool) {
	x := toy.New() // leak
	if ok {
		defer x.Close()
	}
	x.Use()
}
func sameCondition(ok bool) {
	var x *toy.Thing
	if ok {
		x = toy.New() // ended
	}
	if ok {
		defer x.Close()
	}
	println("work")
}
func function(ctx context.Context) {
	_, cancel := toy.WithCancel(ctx) // ended
	defer cancel()
}
func converted(ctx context.Context) {
	_, cancel := toy.WithCancel(ctx) // ended
	f := (func())(cancel)
	defer f()
}
func argument() {
	x := toy.New() // ended
	defer shut(x)
	x.Use()
}
func shut(x *toy.Thing) { x.Close() }`},
		{"defer of a closure", `
func ended() {
	x := toy.New() // ended
	defer func() { _ = x.Close() }()
}
func withOthers() {
	x := toy.New() // ended
	defer func() {
		println("closing")
		if err := x.Close(); err != nil {
			println(err.Error())
		}
	}()
}
func nilChecked() {
	x, _ := toy.Open("a") // ended
	defer func() {
		if x != nil {
			x.Close()
		}
	}()
}
func withArgument() {
	x := toy.New() // ended
	defer func(x *toy.Thing) { x.Close() }(x)
	x.Use()
}
func before() {
	var x *toy.Thing
	defer func() {
		if x != nil {
			x.Close()
		}
	}()
	x = toy.New() // ended
	x.Use()
}
func stored() {
	x := toy.New() // ended
	stop := func() { x.Close() }
	defer stop()
	x.Use()
}
func onPanicOnly() {
	x := toy.New() // leak
	defer func() {
		if r := recover(); r != nil {
			x.Close()
			panic(r)
		}
	}()
	x.Use()
}`},
		{"defer of a method value", `
func ended() {
	x := toy.New() // ended
	f := x.Close
	defer f()
	x.Use()
}
func called() {
	x := toy.New() // ended
	f := x.Close
	x.Use()
	f()
}
func oneWay(ok bool) {
	x := toy.New() // leak
	f := x.Close
	if ok {
		f()
	}
}
func other() {
	x := toy.New() // handed on
	f := x.Use
	defer f()
}`},
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
		{"wrapper that begins", `
func begin() *toy.Thing { return toy.New() } // handed on
func beginNamed() (x *toy.Thing, err error) {
	x, err = toy.Open("a") // handed on
	return
}
func middle() (*toy.Thing, error) { return beginNamed() } // handed on

func ended() {
	x := begin() // ended
	defer x.Close()
}
func never() {
	x := begin() // never
	x.Use()
}
func elsewhere() {
	x := helper.New() // never
	x.Use()
}
func discarded() {
	helper.New() // discarded
}
func twoDeep() error {
	x, err := middle() // leak
	if err != nil {
		return err
	}
	if x.Size > 0 {
		return nil
	}
	return x.Close()
}
func selfMade(n int) *toy.Thing {
	if n > 0 {
		return selfMade(n-1) // handed on
	}
	return toy.New() // handed on
}`},
		{"cleanup closure returned", `
func open() (*toy.Thing, func(), error) {
	x, err := toy.Open("a") // handed on
	if err != nil {
		return nil, nil, err
	}
	return x, func() { x.Close() }, nil
}
func methodValue() func() error {
	x := toy.New() // handed on
	return x.Close
}
func begin() func() {
	x := toy.New() // handed on
	return func() { x.Close() }
}
func begunBefore(ok bool) func() {
	x := toy.New() // leak
	if !ok {
		return func() {}
	}
	return func() { x.Close() }
}
func useless() func() {
	x := toy.New() // never
	return func() { x.Use() }
}
func called() {
	stop := begin() // ended
	defer stop()
}
func notCalled(ok bool) {
	stop := begin() // leak
	if ok {
		stop()
	}
}
func elsewhere(ok bool) {
	stop := helper.Begin() // leak
	if ok {
		stop()
	}
}
func elsewhereCalled() error {
	x, stop, err := helper.Open() // ended
	if err != nil {
		return err
	}
	defer stop()
	return x.Use()
}
func elsewhereClosed() error {
	x, _, err := helper.Open() // silent
	if err != nil {
		return err
	}
	defer x.Close()
	return x.Use()
}
func elsewhereForgotten() error {
	x, stop, err := helper.Open() // leak
	if err != nil {
		return err
	}
	if x.Size == 0 {
		return nil
	}
	stop()
	return nil
}
func elsewhereDiscarded() {
	helper.Begin() // discarded
}`},
		{"cleanup closure registered", `
func test(t *testing.T) {
	x := toy.New() // handed on
	t.Cleanup(func() { x.Close() })
	ctx, cancel := toy.WithCancel(context.Background()) // handed on
	t.Cleanup(cancel)
	_ = ctx
}
func after(ctx context.Context) {
	x := toy.New() // handed on
	context.AfterFunc(ctx, func() { x.Close() })
}
func once() {
	x := toy.New() // handed on
	var o sync.Once
	o.Do(func() { x.Close() })
}
func pool(wg *sync.WaitGroup) {
	x := toy.New() // handed on
	wg.Go(func() { defer x.Close(); x.Use() })
}
func useless(wg *sync.WaitGroup) {
	x := toy.New() // never
	wg.Go(func() { x.Use() })
}
type hooks struct{ stops []func() }
func (h *hooks) add(f func()) { h.stops = append(h.stops, f) }
func (h *hooks) register() {
	x := toy.New() // handed on
	h.add(func() { x.Close() })
}`},
		{"goroutine", `
func ended() {
	x := toy.New() // handed on
	go func() {
		defer x.Close()
		x.Use()
	}()
}
func endedByCall() {
	x := toy.New() // handed on
	go x.Close()
}
func endedByHelper() {
	x := toy.New() // handed on
	go shut(x)
}
func shut(x *toy.Thing) { x.Close() }
func used() {
	x := toy.New() // never
	go func() { x.Use() }()
}
func usedAndEnded() {
	x := toy.New() // ended
	go func() { x.Use() }()
	x.Close()
}`},
		{"errors.Join", `
func ended() (err error) {
	x, err := toy.Open("a") // ended
	if err != nil {
		return err
	}
	err = x.Use()
	return errors.Join(err, x.Close())
}`},
		{"draining", `
func next(ctx context.Context) error {
	s, err := toy.Watch(ctx) // silent
	if err != nil {
		return err
	}
	for s.Next() {
	}
	return nil
}
func drained(ctx context.Context) error {
	s, err := toy.Watch(ctx) // silent
	if err != nil {
		return err
	}
	for {
		v, err := s.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		println(v)
	}
}
func onlyOne(ctx context.Context) error {
	s, err := toy.Watch(ctx) // never
	if err != nil {
		return err
	}
	_, err = s.Recv()
	if err != nil {
		return err
	}
	return nil
}`},
		{"ended twice", `
func plain() {
	x := toy.New() // twice
	x.Close()
	x.Close()
}
func deferred() {
	x := toy.New() // twice
	defer x.Close()
	x.Close()
}
func onError() error {
	x := toy.New() // twice
	defer x.Close()
	if err := x.Use(); err != nil {
		x.Close()
		return err
	}
	return nil
}
func eitherWay(ok bool) {
	x := toy.New() // ended
	if ok {
		x.Close()
		return
	}
	x.Close()
}
func guarded(ok bool) {
	x := toy.New() // ended
	if ok {
		x.Close()
	}
	if !ok {
		x.Close()
	}
}
func guardedByVariable() {
	x := toy.New() // ended
	closed := false
	if x.Use() != nil {
		x.Close()
		closed = true
	}
	if !closed {
		x.Close()
	}
}
func deferredUnlessClosed() {
	x := toy.New() // ended
	closed := false
	defer func() {
		if !closed {
			x.Close()
		}
	}()
	x.Use()
	x.Close()
	closed = true
}
func nextOne() {
	x := toy.New() // ended
	x.Close()
	x = toy.New() // ended
	x.Close()
}
func notOurs(x *toy.Thing) {
	x.Close()
}`},
	})
}
