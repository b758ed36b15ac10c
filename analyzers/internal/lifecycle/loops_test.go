package lifecycle_test

import "testing"

func TestLoops(t *testing.T) {
	run(t, newToy(t), []bullet{
		{"loop", `
func each(names []string) error {
	for _, name := range names {
		x, err := toy.Open(name) // ended
		if err != nil {
			return err
		}
		x.Use()
		x.Close()
	}
	return nil
}
func returnsEarly(names []string) error {
	for _, name := range names {
		x, err := toy.Open(name) // leak
		if err != nil {
			return err
		}
		if err := x.Use(); err != nil {
			return err
		}
		x.Close()
	}
	return nil
}
func notAtAll(names []string) {
	for range names {
		x := toy.New() // never
		x.Use()
	}
}
func firstFound(names []string) *toy.Thing {
	for _, name := range names {
		x, err := toy.Open(name) // handed on
		if err == nil {
			return x
		}
	}
	return nil
}
func retry() error {
	var x *toy.Thing
	var err error
	for range 3 {
		x, err = toy.Open("a") // ended
		if err == nil {
			break
		}
	}
	if err != nil {
		return err
	}
	return x.Close()
}
func retryForgetful() error {
	var x *toy.Thing
	var err error
	for range 3 {
		x, err = toy.Open("a") // leak
		if err == nil && x.Size > 0 {
			break
		}
	}
	if err != nil {
		return err
	}
	return x.Close()
}`},
		{"counter", `
func once(n int) {
	var x *toy.Thing
	for i := 0; i < n; i++ {
		if i == 0 {
			x = toy.New() // ended
		}
	}
	if x != nil {
		x.Close()
	}
}
func everyOther(n int) {
	var x *toy.Thing
	for i := 0; i < n; i++ {
		if i > 0 {
			x = toy.New() // leak
		}
	}
	if x != nil {
		x.Close()
	}
}
func certainly() {
	x := toy.New() // ended
	for i := 0; i < 3; i++ {
		if i == 0 {
			x.Close()
		}
	}
}
func ranges() {
	x := toy.New() // ended
	for i := range 3 {
		if i == 0 {
			x.Close()
		}
	}
}
func perhaps(n int) {
	x := toy.New() // leak
	for i := 0; i < n; i++ {
		if i == 0 {
			x.Close()
		}
	}
}`},
		{"loop with continue", `
func ended(names []string) {
	for _, name := range names {
		x, err := toy.Open(name) // ended
		if err != nil {
			continue
		}
		x.Close()
	}
}
func leaks(names []string) {
	for _, name := range names {
		x, err := toy.Open(name) // leak
		if err != nil {
			continue
		}
		if x.Size == 0 {
			continue
		}
		x.Close()
	}
}
func breaks(names []string) {
	for _, name := range names {
		x, err := toy.Open(name) // leak
		if err != nil {
			break
		}
		if x.Size == 0 {
			break
		}
		x.Close()
	}
}`},
		{"labels and goto", `
func ended(names [][]string) {
outer:
	for _, inner := range names {
		x := toy.New() // ended
		for _, name := range inner {
			if name == "" {
				x.Close()
				continue outer
			}
			if name == "stop" {
				x.Close()
				break outer
			}
		}
		x.Close()
	}
}
func leaks(names [][]string) {
outer:
	for _, inner := range names {
		x := toy.New() // leak
		for _, name := range inner {
			if name == "" {
				continue outer
			}
		}
		x.Close()
	}
}
func jumps(ok bool) {
	x := toy.New() // leak
	if ok {
		goto done
	}
	x.Close()
done:
	println("done")
}
func cleanup(ok bool) {
	x := toy.New() // ended
	if ok {
		goto done
	}
	x.Use()
done:
	x.Close()
}`},
		{"re-assigned in a loop", `
func linked(n int) {
	x := toy.New() // leak
	for range n {
		x = toy.New() // leak
	}
	x.Close()
}
func replaced(n int) {
	x := toy.New() // ended
	for range n {
		x.Close()
		x = toy.New() // ended
	}
	x.Close()
}
func previous(n int) {
	var last *toy.Thing
	for range n {
		x := toy.New() // leak
		if last != nil {
			last.Close()
		}
		last = x
	}
}
func previousClosed(n int) {
	var last *toy.Thing
	for range n {
		x := toy.New() // ended
		if last != nil {
			last.Close()
		}
		last = x
	}
	if last != nil {
		last.Close()
	}
}
func cancelled(ctx context.Context, n int) {
	cancel := func() {}
	for range n {
		cancel()
		_, cancel = toy.WithCancel(ctx) // ended
	}
	cancel()
}`},
		{"defer in a loop", `
func pilesUp(names []string) error {
	for _, name := range names {
		x, err := toy.Open(name) // ended
		if err != nil {
			return err
		}
		defer x.Close()
	}
	return nil
}
func closures(names []string) {
	for range names {
		x := toy.New() // ended
		defer func() { x.Close() }()
	}
}
func sharedVariable(names []string) {
	var x *toy.Thing
	for range names {
		x = toy.New() // lost
		defer func() { x.Close() }()
		x.Use()
	}
}
func endless(c chan int) {
	for {
		x := toy.New() // deferred
		defer x.Close()
		<-c
	}
}
func endlessWithReturn(c chan int) {
	for {
		x := toy.New() // deferred
		defer x.Close()
		if <-c == 0 {
			return
		}
	}
}
func untilDone(c chan int) {
	for {
		x := toy.New() // deferred
		defer x.Close()
		if <-c == 0 {
			continue
		}
		return
	}
}
func inFunction(c chan int) {
	for {
		func() {
			x := toy.New() // ended
			defer x.Close()
			<-c
		}()
	}
}`},
	})
}
