package lifecycle_test

import "testing"

func TestEnds(t *testing.T) {
	run(t, newToy(t), []bullet{
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
