package lifecycle_test

import "testing"

func TestVariables(t *testing.T) {
	run(t, newToy(t), []bullet{
		{"cell captured by a closure", `
func ended() {
	x := toy.New() // ended
	defer func() { x.Close() }()
	x.Use()
}
func usedByClosure() {
	x := toy.New() // never
	f := func() { x.Use() }
	f()
}
func endedByCalledClosure() {
	x := toy.New() // ended
	stop := func() { x.Close() }
	stop()
}
func endedOnOnePath(ok bool) {
	x := toy.New() // leak
	stop := func() { x.Close() }
	if ok {
		stop()
	}
}
func assignedByClosure() {
	var x *toy.Thing
	func() { x = toy.New() }() // handed on
	x.Close()
}`},
		{"cell whose address is taken", `
func handed() {
	x := toy.New() // handed on
	fill(&x)
}
func fill(**toy.Thing) {}`},
		{"phi", `
func either(big bool) {
	var x *toy.Thing
	if big {
		x = toy.New() // ended
	} else {
		x = toy.New() // ended
	}
	x.Close()
}
func one(big bool) {
	x := toy.New() // leak
	if big {
		x = toy.New() // ended
	}
	x.Close()
}`},
		{"closure two levels deep", `
func ended() {
	x := toy.New() // ended
	defer func() {
		func() { x.Close() }()
	}()
}
func handed() {
	x := toy.New() // handed on
	toy.Run(func() {
		toy.Run(func() { x.Close() })
	})
}`},
		{"named result read after defers", `
func closedOnError() (x *toy.Thing, err error) {
	x, err = toy.Open("a") // handed on
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			x.Close()
		}
	}()
	err = x.Use()
	return x, err
}
func closedOnErrorOnly() (err error) {
	x, err := toy.Open("a") // leak
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			x.Close()
		}
	}()
	return x.Use()
}
func closedAlways() (err error) {
	x, err := toy.Open("a") // ended
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	return x.Use()
}
func bare() (x *toy.Thing) {
	x = toy.New() // handed on
	return
}
func replaced() (x *toy.Thing) {
	defer func() { x = nil }()
	x = toy.New() // handed on
	return x
}`},
		{"re-assigned before the end", `
func overwritten() {
	x := toy.New() // discarded
	x = toy.New() // ended
	x.Close()
}
func usedFirst() {
	x := toy.New() // never
	x.Use()
	x = toy.New() // ended
	x.Close()
}
func closedFirst() {
	x := toy.New() // ended
	x.Close()
	x = toy.New() // ended
	x.Close()
}
func deferredTooLate(skip bool) {
	x := toy.New() // leak
	if skip {
		return
	}
	defer func() { x.Close() }()
	x.Use()
}
func anotherOnTheWayOut(skip bool) {
	x := toy.New() // leak
	x.Use()
	if skip {
		x = toy.New() // ended
		x.Close()
		return
	}
	defer func() { x.Close() }()
}
func anotherAfterwards(skip bool) {
	x := toy.New() // lost
	defer func() { x.Close() }()
	x.Use()
	if skip {
		return
	}
	x = toy.New() // ended
}
func directDefers() {
	x := toy.New() // ended
	defer x.Close()
	x = toy.New() // ended
	defer x.Close()
}
func closureDefers() {
	x := toy.New() // lost
	defer func() { x.Close() }()
	x.Use()
	x = toy.New() // twice
	defer func() { x.Close() }()
	x.Use()
}`},
		{"discarded result", `
func discarded(ctx context.Context) {
	toy.New() // discarded
	_ = toy.New() // discarded
	_, _ = toy.Open("a") // discarded
	_, _ = toy.Start(ctx) // discarded
	_, _ = toy.WithCancel(ctx) // discarded
	ctx, _ = toy.Start(ctx) // silent
	defer toy.From(ctx).Close()
}
func stop(ctx context.Context) {
	toy.From(ctx).Close()
}
func optional() {
	toy.Timer() // silent
	stop := toy.Timer() // silent
	_ = stop
	maybe := toy.Timer() // leak
	if maybe != nil && toy.Run(nil) == nil {
		maybe()
	}
}`},
		{"value assigned to blank", `
func blank(ctx context.Context) {
	ctx, cancel := toy.WithCancel(ctx) // discarded
	_ = cancel
	x := toy.New() // discarded
	_ = x
	_ = ctx
}`},
		{"scoped to a block", `
func scoped(ok bool) error {
	if ok {
		x := toy.New() // ended
		x.Close()
	}
	return nil
}
func scopedLeak(ok bool) error {
	if ok {
		x := toy.New() // never
		x.Use()
	}
	return nil
}`},
	})
}
