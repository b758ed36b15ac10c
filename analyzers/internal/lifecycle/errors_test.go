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
	})
}
