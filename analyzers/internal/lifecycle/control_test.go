package lifecycle_test

import "testing"

func TestControlFlow(t *testing.T) {
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
