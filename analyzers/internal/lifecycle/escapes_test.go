package lifecycle_test

import "testing"

func TestEscapes(t *testing.T) {
	run(t, newToy(t), []bullet{
		{"returned", `
type wrapper struct{ *toy.Thing }
func alone() *toy.Thing { return toy.New() } // handed on
func several() (*toy.Thing, int, error) {
	x, err := toy.Open("a") // handed on
	return x, 1, err
}
func inStruct() wrapper {
	x := toy.New() // handed on
	return wrapper{x}
}
func inPointer() *wrapper {
	x := toy.New() // handed on
	return &wrapper{Thing: x}
}
func asInterface() toy.Handle {
	x := toy.New() // handed on
	return x
}
func onOnePath(ok bool) *toy.Thing {
	x := toy.New() // leak
	if !ok {
		return nil
	}
	return x
}
func wrongVariable() (*toy.Thing, error) {
	x, err := toy.Open("a") // leak
	if err != nil {
		return nil, err
	}
	if err := x.Use(); err != nil {
		return nil, err
	}
	return x, nil
}
func converted() io.Closer { return io.Closer(toy.New()) } // handed on
func asserted() toy.Closer {
	var c any = toy.New() // handed on
	return c.(toy.Closer)
}`},
		{"stored in a field", `
type server struct{ x *toy.Thing; stop toy.CancelFunc; all []*toy.Thing }
func afterwards(s *server) {
	s.x = toy.New() // handed on
}
func inLiteral() *server {
	return &server{x: toy.New()} // handed on
}
func cancel(s *server) {
	_, cancel := toy.WithCancel(context.Background()) // handed on
	s.stop = cancel
}
func (s *server) close() { s.stop(); s.x.Close() }
func fieldOfLocal() {
	var s server
	s.x = toy.New() // handed on
	s.x.Close()
}
func global() {
	shared = toy.New() // handed on
}
var shared *toy.Thing
var start = func() { shared = toy.New() } // handed on
func methodValue(s *server) {
	x := toy.New() // handed on
	hook = x.Close
}
var hook func() error
func afterUse(s *server) error {
	x := toy.New() // leak
	if err := x.Use(); err != nil {
		return err
	}
	s.x = x
	return nil
}`},
		{"stored in a field that nothing reads", `
type server struct{ stop toy.CancelFunc; Public toy.CancelFunc }
func forgotten(s *server) {
	_, cancel := toy.WithCancel(context.Background()) // forgotten
	s.stop = cancel
}
func exported(s *server) {
	_, cancel := toy.WithCancel(context.Background()) // handed on
	s.Public = cancel
}`},
		{"stored in a map", `
var byName = map[string]*toy.Thing{}
func set() {
	byName["a"] = toy.New() // handed on
}
func literal() map[string]*toy.Thing {
	x := toy.New() // handed on
	return map[string]*toy.Thing{"a": x}
}
func asKey() {
	x := toy.New() // handed on
	map[*toy.Thing]bool{}[x] = true
}`},
		{"sent on a channel", `
func send(c chan *toy.Thing) {
	x := toy.New() // handed on
	c <- x
}
func trySend(c chan *toy.Thing) {
	x := toy.New() // handed on
	select {
	case c <- x:
	default:
		x.Close()
	}
}
func trySendForgetful(c chan *toy.Thing) {
	x := toy.New() // leak
	select {
	case c <- x:
	default:
		println("full")
	}
}
func trySendSilently(c chan *toy.Thing) {
	x := toy.New() // handed on
	select {
	case c <- x:
	default:
	}
}
func closure(c chan func()) {
	x := toy.New() // handed on
	c <- func() { x.Close() }
}`},
		{"appended", `
func appended() []*toy.Thing {
	var all []*toy.Thing
	for range 3 {
		x := toy.New() // handed on
		all = append(all, x)
	}
	return all
}
func slice() {
	x := toy.New() // handed on
	all := []*toy.Thing{x}
	for _, x := range all {
		x.Close()
	}
}
func cleanups() {
	var stops []func() error
	x := toy.New() // handed on
	stops = append(stops, x.Close)
	for _, stop := range stops {
		stop()
	}
}`},
		{"passed to unknown code", `
func unknown() {
	x := toy.New() // handed on
	toy.Keep(x)
}
func functionValue(f func(*toy.Thing)) {
	x := toy.New() // handed on
	f(x)
}
func method(k interface{ Keep(*toy.Thing) }) {
	x := toy.New() // handed on
	k.Keep(x)
}
func printed() {
	x := toy.New() // never
	fmt.Println("made", x)
}
func printedInError() error {
	x := toy.New() // never
	return fmt.Errorf("bad: %v", x)
}
func textByHelper() error {
	x := toy.New() // never
	return tell(x)
}
func tell(x *toy.Thing) error {
	if x.Size > 0 {
		return nil
	}
	return fmt.Errorf("bad: %s", fmt.Sprint(x))
}
func printedByOthers(print func(...any)) {
	x := toy.New() // handed on
	print(x)
}
func printedAndKept() {
	x := toy.New() // handed on
	all := []any{x}
	fmt.Println(all...)
	toy.Keep(all)
}
func onOnePath(ok bool) {
	x := toy.New() // leak
	if ok {
		toy.Keep(x)
	}
}
func sizeOnly() {
	x := toy.New() // never
	fmt.Println(x.Size)
}
func ownMethods() {
	x := toy.New() // never
	x.Named("a").Use()
}
func chained() {
	x := toy.New().Named("a") // never
	x.Close()
}`},
		{"closure that is kept", `
var hooks []func()
func kept() {
	x := toy.New() // handed on
	hooks = append(hooks, func() { x.Close() })
}
func variable(ok bool) {
	x := toy.New() // leak
	f := func() {}
	if ok {
		f = func() { x.Close() }
	}
	f()
}
func madeBefore() {
	var x *toy.Thing
	hooks = append(hooks, func() { x.Close() })
	x = toy.New() // handed on
}`},
		{"taken along by a context", `
func ended(ctx context.Context) {
	ctx, x := toy.Start(ctx) // ended
	defer x.Close()
	work(ctx)
}
func never(ctx context.Context) {
	ctx, x := toy.Start(ctx) // never
	x.Use()
	work(ctx)
}
func work(context.Context) {}
func returned(ctx context.Context) context.Context {
	ctx, _ = toy.Start(ctx) // silent
	return ctx
}
func takenOut(ctx context.Context) {
	ctx, _ = toy.Start(ctx) // silent
	stop(ctx)
}
func stop(ctx context.Context) { toy.From(ctx).Close() }
func takenOutHere(ctx context.Context) {
	ctx, x := toy.Start(ctx) // ended
	x.Use()
	defer toy.From(ctx).Close()
}
func stopped(ctx context.Context) {
	ctx, x := toy.Start(ctx) // handed on
	x.Use()
	stop(ctx)
}`},
	})
}

func TestProcess(t *testing.T) {
	w := newToy(t)
	t.Run("end of main", func(t *testing.T) {
		check(t, w, "main", `
func main() {
	x := toy.New() // silent
	x.Use()
	toy.New() // silent
	_, cancel := toy.WithCancel(context.Background()) // never
	use(cancel)
}
func use(toy.CancelFunc) {}
func notMain() {
	x := toy.New() // never
	x.Use()
}`)
	})
}
