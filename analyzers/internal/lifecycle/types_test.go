package lifecycle_test

import "testing"

func TestTypes(t *testing.T) {
	w := newToy(t)
	w.helper(t, "example.com/helper", `package helper

import "example.com/toy"

func With[T any](run func(*toy.Thing) T) T {
	x := toy.New()
	defer x.Close()
	return run(x)
}

func Shut[C interface{ Close() error }](c C) { _ = c.Close() }

type Embedding struct{ *toy.Thing }
`)
	run(t, w, []bullet{
		{"generic type", `
func ended(p *toy.Pool[string]) {
	x := p.Get() // ended
	defer x.Release()
}
func never(p *toy.Pool[int]) {
	x := p.Get() // never
	println(x.Value)
}
func earlyReturn(p *toy.Pool[int]) int {
	x := p.Get() // leak
	if x.Value == 0 {
		return 0
	}
	x.Release()
	return x.Value
}
type stringPool struct{ toy.Pool[string] }
func promoted(p *stringPool) {
	x := p.Get() // never
	println(x.Value)
}
func methodValue(p *toy.Pool[int]) {
	x := p.Get() // ended
	release := x.Release
	defer release()
}`},
		{"generic function", `
func body[T any](p *toy.Pool[T], use func(T)) {
	x := p.Get() // leak
	if use == nil {
		return
	}
	use(x.Value)
	x.Release()
}
func caller() {
	body(&toy.Pool[int]{}, nil)
	body(&toy.Pool[string]{}, nil)
}
func open[T any](p *toy.Pool[T]) *toy.Item[T] {
	return p.Get() // handed on
}
func opened() {
	x := open(&toy.Pool[int]{}) // never
	println(x.Value)
}
func shut[T any](x *toy.Thing, v T) T {
	x.Close()
	return v
}
func use[T any](x *toy.Thing, v T) T {
	x.Use()
	return v
}
func ended() {
	x := toy.New() // ended
	shut(x, "a")
}
func used() {
	x := toy.New() // never
	use(x, "a")
}
func close_[C interface{ Close() error }](c C) { c.Close() }
func typeParameter() {
	x := toy.New() // ended
	close_(x)
}
func elsewhere() {
	x := toy.New() // ended
	helper.Shut(x)
}`},
		{"alias", `
type thing = toy.Thing
type handle = toy.Alias
func pointer() {
	var x *thing = toy.New() // never
	x.Use()
}
func throughAlias(m toy.Maker) error {
	var x handle
	x, err := m.Make("a") // leak
	if err != nil {
		return err
	}
	if err := x.Use(); err != nil {
		return err
	}
	return x.Close()
}
func instance(p *toy.Pool[int]) {
	var x toy.IntItem = p.Get() // ended
	x.Release()
}
func helperOfAlias() {
	x := toy.New() // ended
	shut(x)
}
func shut(x *thing) { x.Close() }`},
		{"interface", `
func ended(m toy.Maker) error {
	x, err := m.Make("a") // ended
	if err != nil {
		return err
	}
	defer x.Close()
	return x.Use()
}
func never(m toy.Maker) error {
	x, err := m.Make("a") // never
	if err != nil {
		return err
	}
	return x.Use()
}
func asCloser(m toy.Maker) {
	x, _ := m.Make("a") // ended
	var c io.Closer = x
	c.Close()
}
func asserted(m toy.Maker) {
	x, _ := m.Make("a") // ended
	if c, ok := x.(io.Closer); ok {
		c.Close()
	}
}`},
		{"embedded interface", `
type maker interface { toy.Maker; Other() }
type handle interface { toy.Handle; Size() int }
func ended(m maker) error {
	x, err := m.Make("a") // ended
	if err != nil {
		return err
	}
	defer x.Close()
	return nil
}
func never(m maker) error {
	x, err := m.Make("a") // never
	if err != nil {
		return err
	}
	return x.Use()
}
func narrowed(m maker) {
	x, _ := m.Make("a") // ended
	h := x.(handle)
	h.Close()
}
type service struct{ toy.Maker }
func promoted(s service) error {
	x, err := s.Make("a") // never
	if err != nil {
		return err
	}
	return x.Use()
}`},
		{"embedded struct", `
type wrapper struct{ *toy.Thing; name string }
func ended() {
	w := wrapper{Thing: toy.New()} // handed on
	defer w.Close()
}
func elsewhere() {
	w := &helper.Embedding{Thing: toy.New()} // handed on
	w.Close()
}`},
		{"named function type", `
func ended(ctx context.Context) {
	_, cancel := toy.WithCancel(ctx) // ended
	var f func() = cancel
	f()
}
func inParameter(ctx context.Context) {
	_, cancel := toy.WithCancel(ctx) // ended
	call(cancel)
}
func call(f func()) { f() }
func ignored(ctx context.Context) {
	_, cancel := toy.WithCancel(ctx) // never
	ignore(cancel)
}
func ignore(func()) {}`},
	})
}
