package lifecycle_test

import "testing"

func TestNoValueAndNoExit(t *testing.T) {
	run(t, newToy(t), []bullet{
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
