package lifecycle_test

import "testing"

// TestIdioms are ways of writing that have fooled checks like this one.
func TestIdioms(t *testing.T) {
	run(t, newToy(t), []bullet{
		{"ownership given up by setting nil", `
func open(bad bool) (*toy.Thing, error) {
	x, err := toy.Open("a") // handed on
	if err != nil {
		return nil, err
	}
	defer func() {
		if x != nil {
			x.Close()
		}
	}()
	if bad {
		return nil, errors.New("bad")
	}
	result := x
	x = nil
	return result, nil
}`},
		{"ownership given up by a flag", `
func open(bad bool) (*toy.Thing, error) {
	x, err := toy.Open("a") // handed on
	if err != nil {
		return nil, err
	}
	ok := false
	defer func() {
		if !ok {
			x.Close()
		}
	}()
	if bad {
		return nil, errors.New("bad")
	}
	ok = true
	return x, nil
}`},
		{"cleanup that may do nothing", `
func timeout(ctx context.Context, long bool) {
	cancel := func() {}
	if long {
		_, cancel = toy.WithCancel(ctx) // ended
	}
	defer cancel()
}
func nilOrCleanup(ctx context.Context, long bool) {
	var cancel func()
	if long {
		_, cancel = toy.WithCancel(ctx) // ended
	}
	if cancel != nil {
		defer cancel()
	}
}
func nilOrCleanupLater(ctx context.Context, long bool) {
	var cancel toy.CancelFunc
	defer func() {
		if cancel != nil {
			cancel()
		}
	}()
	if long {
		_, cancel = toy.WithCancel(ctx) // ended
	}
}
func closureOrNothing(ok bool) {
	cleanup := func() {}
	if ok {
		x := toy.New() // handed on
		cleanup = func() { x.Close() }
	}
	defer cleanup()
}`},
		{"error wrapped before it is checked", `
func wrapped() error {
	x, err := toy.Open("a") // ended
	err = translate(err)
	if err != nil {
		return err
	}
	return x.Close()
}
func translate(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("open: %w", err)
}
func joined() error {
	x, err := toy.Open("a") // ended
	err = errors.Join(err, errors.New("b"))
	if err != nil {
		return err
	}
	return x.Close()
}
func inHeader() error {
	x, err := toy.Open("a") // ended
	if err := translate(err); err != nil {
		return err
	}
	return x.Close()
}`},
		{"several at once", `
func pair() error {
	a, err := toy.Open("a") // ended
	if err != nil {
		return err
	}
	b, err := toy.Open("b") // ended
	if err != nil {
		a.Close()
		return err
	}
	defer closeAll(a, b)
	return nil
}
func closeAll(a, b *toy.Thing) {
	a.Close()
	b.Close()
}
func swapped() {
	a, b := toy.New(), toy.New() // ended
	a, b = b, a
	a.Close()
	b.Close()
}
func either(ok bool) {
	a := toy.New() // ended
	b := toy.New() // ended
	first, second := a, b
	if ok {
		first, second = b, a
	}
	first.Close()
	second.Close()
}`},
		{"literal that calls itself", `
func walk(n int) {
	x := toy.New() // ended
	var visit func(n int)
	visit = func(n int) {
		if n > 0 {
			x.Use()
			visit(n - 1)
		}
	}
	visit(n)
	x.Close()
}
func walkForgetful(n int) {
	x := toy.New() // never
	var visit func(n int)
	visit = func(n int) {
		if n > 0 {
			x.Use()
			visit(n - 1)
		}
	}
	visit(n)
}`},
		{"waits for a goroutine that ends it", `
func started(done chan bool) {
	x := toy.New() // handed on
	go func() {
		<-done
		x.Close()
	}()
}
func startedWithArgument(done chan bool) {
	x := toy.New() // handed on
	go func(x *toy.Thing) {
		defer x.Close()
		<-done
	}(x)
}
func startedSometimes(ok bool) {
	x := toy.New() // leak
	if ok {
		go func() { x.Close() }()
		return
	}
	x.Use()
}`},
		{"wrapper whose caller keeps it", `
type server struct{ cancel toy.CancelFunc; stop func() }
func derive(ctx context.Context) (context.Context, toy.CancelFunc) {
	return toy.WithCancel(ctx) // handed on
}
func (s *server) start(ctx context.Context) {
	_, s.cancel = derive(ctx) // handed on
	_, cancel := derive(ctx) // handed on
	s.stop = func() { cancel() }
}
func (s *server) close() { s.cancel(); s.stop() }`},
		{"both branches of an else", `
func ended(ok bool) error {
	x := toy.New() // ended
	if ok {
		defer x.Close()
	} else {
		x.Close()
		return nil
	}
	return x.Use()
}
func initialised(ok bool) (err error) {
	var x *toy.Thing
	if ok {
		x, err = toy.Open("a") // ended
	} else {
		x = toy.New() // ended
	}
	if err != nil {
		return err
	}
	return x.Close()
}`},
		{"status instead of an error", `
func status() int {
	x := toy.New() // leak
	if x.Size != 200 {
		return x.Size
	}
	defer x.Close()
	return 200
}
func onErrorOnly() error {
	x := toy.New() // leak
	err := x.Use()
	if err != nil {
		x.Close()
	}
	return err
}`},
	})
}
