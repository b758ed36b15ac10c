package lifecycle_test

import "testing"

func TestBranches(t *testing.T) {
	run(t, newToy(t), []bullet{
		{"select", `
func ended(c, done chan int) {
	x := toy.New() // ended
	select {
	case <-c:
		x.Close()
	case <-done:
		x.Close()
	}
}
func forgotten(c, done chan int) {
	x := toy.New() // leak
	select {
	case <-c:
		x.Close()
	case <-done:
	}
}
func forgottenWithReturn(ctx context.Context, c chan int) error {
	x := toy.New() // leak
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-c:
	}
	return x.Close()
}
func forgottenInLoop(ctx context.Context, c chan int) {
	x := toy.New() // leak
	for {
		select {
		case <-ctx.Done():
			return
		case v := <-c:
			if v == 0 {
				x.Close()
				return
			}
		}
	}
}
func endedInLoop(ctx context.Context, c chan int) {
	x := toy.New() // ended
	defer x.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case <-c:
			x.Use()
		}
	}
}`},
		{"switch", `
func ended(n int) {
	x := toy.New() // ended
	switch n {
	case 1, 2:
		x.Close()
	default:
		x.Close()
	}
}
func noDefault(n int) {
	x := toy.New() // leak
	switch n {
	case 1:
		x.Close()
	case 2:
		x.Close()
	}
}
func fallsThrough(n int) {
	x := toy.New() // ended
	switch n {
	case 1:
		fallthrough
	case 2:
		x.Close()
	default:
		x.Close()
	}
}
func byType(v any) {
	x := toy.New() // leak
	switch v.(type) {
	case int:
		x.Close()
	case string:
	}
}`},
		{"same condition twice", `
func parameter(ok bool) {
	var x *toy.Thing
	if ok {
		x = toy.New() // ended
	}
	println("work")
	if ok {
		x.Close()
	}
}
func negated(ok bool) {
	x := toy.New() // ended
	if !ok {
		x.Close()
	}
	if ok {
		x.Close()
	}
}
func field(o struct{ trace bool }) {
	var x *toy.Thing
	if o.trace {
		x = toy.New() // ended
	}
	if o.trace {
		x.Close()
	}
}
func length(names []string) {
	x := toy.New() // ended
	if len(names) == 0 {
		x.Close()
	}
	if len(names) != 0 {
		x.Close()
	}
}
func different(ok, fine bool) {
	var x *toy.Thing
	if ok {
		x = toy.New() // leak
	}
	if fine {
		x.Close()
	}
}
func changed(ok bool) {
	x := toy.New() // leak
	if ok {
		x.Close()
	}
	ok = x.Size > 3
	if !ok {
		println("still open")
	}
}
func flag() {
	closed := false
	x := toy.New() // ended
	if x.Size > 3 {
		x.Close()
		closed = true
	}
	if !closed {
		x.Close()
	}
}
func flagNeverSet() {
	closed := false
	x := toy.New() // leak
	if x.Size > 3 {
		closed = true
	}
	if !closed {
		x.Close()
	}
}`},
		{"range over a function", `
func ended(seq func(yield func(int) bool)) {
	x := toy.New() // ended
	for range seq {
		x.Use()
	}
	x.Close()
}
func deferredBefore(seq func(yield func(int) bool)) {
	x := toy.New() // ended
	defer x.Close()
	for range seq {
		x.Use()
	}
}
func insideBody(seq func(yield func(int) bool)) {
	for range seq {
		x := toy.New() // ended
		x.Use()
		x.Close()
	}
}
func forgottenInBody(seq func(yield func(int) bool)) {
	for n := range seq {
		x := toy.New() // leak
		if n == 0 {
			continue
		}
		x.Close()
	}
}
func deferredInBody(seq func(yield func(int) bool)) {
	for range seq {
		x := toy.New() // handed on
		defer x.Close()
	}
}
func closedInBody(seq func(yield func(int) bool)) {
	x := toy.New() // handed on
	for n := range seq {
		if n == 0 {
			x.Close()
		}
	}
}
func returnsFromBody(seq func(yield func(int) bool)) error {
	x := toy.New() // ended
	defer x.Close()
	for n := range seq {
		if n == 0 {
			return errors.New("zero")
		}
	}
	return nil
}
func handedOutOfBody(seq func(yield func(int) bool)) *toy.Thing {
	for range seq {
		x := toy.New() // handed on
		return x
	}
	return nil
}`},
	})
}
