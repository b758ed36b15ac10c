package lifecycle_test

import "testing"

func TestErrorEdges(t *testing.T) {
	run(t, newToy(t), []bullet{
		{"err != nil", `
func checked() error {
	x, err := toy.Open("a") // ended
	if err != nil {
		return err
	}
	return x.Close()
}
func inHeader() error {
	if x, err := toy.Open("a"); err != nil { // ended
		return err
	} else {
		return x.Close()
	}
}
func wrapped() error {
	x, err := toy.Open("a") // leak
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	if x.Size == 0 {
		return fmt.Errorf("empty")
	}
	return x.Close()
}
func withMore(ok bool) error {
	x, err := toy.Open("a") // leak
	if err != nil || !ok {
		return err
	}
	toy.Keep(x)
	return nil
}
func both(ok bool) error {
	x, err := toy.Open("a") // ended
	if err != nil && ok {
		return err
	}
	return x.Close()
}
func onlyOnError() error {
	x, err := toy.Open("a") // never
	if err != nil {
		x.Close()
		return err
	}
	return x.Use()
}
func laterError() error {
	x := toy.New() // leak
	if err := x.Use(); err != nil {
		x.Close()
		return err
	}
	return nil
}
func yoda() error {
	x, err := toy.Open("a") // ended
	if nil != err {
		return err
	}
	return x.Close()
}`},
		{"err == nil with else", `
func withElse() error {
	x, err := toy.Open("a") // ended
	if err == nil {
		defer x.Close()
	} else {
		return err
	}
	return x.Use()
}
func inside() error {
	x, err := toy.Open("a") // ended
	if err == nil {
		return x.Close()
	}
	return err
}
func forgotten() error {
	x, err := toy.Open("a") // never
	if err == nil {
		return x.Use()
	}
	return err
}`},
		{"errors.Is", `
func sentinel() error {
	x, err := toy.Open("a") // ended
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return x.Close()
}
func as() error {
	x, err := toy.Open("a") // ended
	var perr *os.PathError
	if errors.As(err, &perr) {
		return perr
	}
	if err != nil {
		return err
	}
	return x.Close()
}
func equal() error {
	x, err := toy.Open("a") // ended
	if err == io.EOF {
		return nil
	}
	if err != nil {
		return err
	}
	return x.Close()
}
func not() error {
	x, err := toy.Open("a") // ended
	if !errors.Is(err, io.EOF) {
		if err != nil {
			return err
		}
		return x.Close()
	}
	return nil
}
func otherError(other error) error {
	x, err := toy.Open("a") // leak
	if err != nil {
		return err
	}
	if errors.Is(other, io.EOF) {
		return nil
	}
	return x.Close()
}`},
		{"switch", `
func tagless() error {
	x, err := toy.Open("a") // ended
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return err
	}
	return x.Close()
}
func tagged() error {
	x, err := toy.Open("a") // ended
	switch err {
	case nil:
		return x.Close()
	case io.EOF:
		return nil
	default:
		return err
	}
}
func byType() error {
	x, err := toy.Open("a") // ended
	switch err := err.(type) {
	case nil:
		return x.Close()
	case *os.PathError:
		return err
	default:
		return err
	}
}
func leaks(n int) error {
	x, err := toy.Open("a") // leak
	switch {
	case err != nil:
		return err
	case n > 3:
		return nil
	}
	return x.Close()
}`},
		{"shadowed err", `
func inner() error {
	var err error
	{
		x, err := toy.Open("a") // ended
		if err != nil {
			return err
		}
		x.Close()
	}
	return err
}
func checksOuter(err error) error {
	x, err2 := toy.Open("a") // leak
	if err != nil {
		return err
	}
	_ = err2
	return x.Close()
}
func overwritten() error {
	x, err := toy.Open("a") // leak
	err = x.Use()
	if err != nil {
		return err
	}
	return x.Close()
}
func sameVariable() error {
	a, err := toy.Open("a") // leak
	if err != nil {
		return err
	}
	b, err := toy.Open("b") // ended
	if err != nil {
		return err
	}
	b.Close()
	return a.Close()
}`},
		{"named result", `
func named() (x *toy.Thing, err error) {
	x, err = toy.Open("a") // handed on
	if err != nil {
		return
	}
	return
}
func inspected() (err error) {
	defer func() {
		if err != nil {
			println(err.Error())
		}
	}()
	x, err := toy.Open("a") // ended
	if err != nil {
		return err
	}
	defer x.Close()
	return x.Use()
}
func joined() (err error) {
	x, err := toy.Open("a") // ended
	if err != nil {
		return err
	}
	defer func() {
		if cerr := x.Close(); err == nil {
			err = cerr
		}
	}()
	return x.Use()
}
func closedOnFailure(ok bool) (err error) {
	x := toy.New() // handed on
	defer func() {
		if err != nil {
			x.Close()
		}
	}()
	if !ok {
		return errors.New("no")
	}
	toy.Keep(x)
	return nil
}
func closedOnOwnFailure(ok bool) (err error) {
	x := toy.New() // leak
	defer func() {
		if err != nil {
			x.Close()
		}
	}()
	if !ok {
		return nil
	}
	return x.Close()
}
func changedByLaterDefer() (err error) {
	x := toy.New() // leak
	defer func() {
		if err != nil {
			x.Close()
		}
	}()
	defer func() { err = toy.Run(nil) }()
	return nil
}`},
		{"error compared through a variable", `
func variable() error {
	x, err := toy.Open("a") // ended
	failed := err != nil
	if failed {
		return err
	}
	return x.Close()
}
func copied() error {
	x, e := toy.Open("a") // ended
	err := e
	if err != nil {
		return err
	}
	return x.Close()
}
`},
		{"error tested by a function", `
func bad() error {
	x, err := toy.Open("a") // ended
	if isBad(err) {
		return err
	}
	return x.Close()
}
func isBad(err error) bool { return err != nil }
func good() error {
	x, err := toy.Open("a") // silent
	if !isGood(err) {
		return err
	}
	return x.Close()
}
func isGood(err error) bool { return err == nil }
func library() error {
	x, err := toy.Open("a") // ended
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return x.Close()
}
func code() error {
	x, err := toy.Open("a") // ended
	if codeOf(err) == 5 {
		return nil
	}
	if codeOf(err) != 0 {
		return err
	}
	return x.Close()
}
func codeForgetful() error {
	x, err := toy.Open("a") // never
	if codeOf(err) == 0 {
		return x.Use()
	}
	return x.Close()
}
func codeOf(err error) int { return len(err.Error()) }
func libraryForgetful(n int) error {
	x, err := toy.Open("a") // leak
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if n > 3 {
		return nil
	}
	return x.Close()
}`},
		{"ok instead of an error", `
func checked() {
	x, ok := toy.Maybe() // ended
	if !ok {
		return
	}
	x.Close()
}
func forgotten() {
	x, ok := toy.Maybe() // never
	if !ok {
		return
	}
	x.Use()
}`},
		{"nil instead of an error", `
func checked() {
	x, _ := toy.Open("a") // ended
	if x == nil {
		return
	}
	x.Close()
}
func notNil() {
	x, _ := toy.Open("a") // ended
	if x != nil {
		defer x.Close()
	}
}
func begunOnOneBranch(ok bool) {
	var x *toy.Thing
	if ok {
		x = toy.New() // ended
	}
	if x != nil {
		x.Close()
	}
}`},
		{"panic", `
func panics(ok bool) {
	x := toy.New() // ended
	if !ok {
		panic("no")
	}
	x.Close()
}
func helperPanics(ok bool) {
	x := toy.New() // ended
	if !ok {
		fail()
	}
	x.Close()
}
func fail() { panic("no") }
func maybePanics(ok bool) {
	x := toy.New() // never
	check(ok)
	x.Use()
}
func check(ok bool) {
	if !ok {
		panic("no")
	}
}
func recovers() {
	x := toy.New() // ended
	defer x.Close()
	defer func() { recover() }()
	panic("no")
}`},
		{"call that never returns", `
func exits(ok bool) {
	x := toy.New() // ended
	if !ok {
		os.Exit(1)
	}
	x.Close()
}
func logs(err error) {
	x := toy.New() // ended
	if err != nil {
		log.Fatal(err)
	}
	x.Close()
}
func logger(l *log.Logger, err error) {
	x := toy.New() // ended
	if err != nil {
		l.Panicf("no: %v", err)
	}
	x.Close()
}
func test(t *testing.T, tb testing.TB, ok bool) {
	x := toy.New() // ended
	if !ok {
		t.Fatal("no")
	}
	if x.Size == 0 {
		tb.Skip()
	}
	x.Close()
}
func goexit(ok bool) {
	x := toy.New() // ended
	if !ok {
		runtime.Goexit()
	}
	x.Close()
}
func forEver() {
	x := toy.New() // silent
	for {
		x.Use()
	}
}
func serves() {
	x := toy.New() // silent
	x.Use()
	serve()
}
func serve() {
	for {
		println("serving")
	}
}
func blocks() {
	x := toy.New() // silent
	x.Use()
	select {}
}`},
	})
}
