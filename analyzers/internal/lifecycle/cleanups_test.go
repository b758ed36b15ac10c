package lifecycle_test

import "testing"

func TestCleanups(t *testing.T) {
	w := newToy(t)
	w.helper(t, "example.com/helper", helperSource)
	run(t, w, []bullet{
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
	})
}
