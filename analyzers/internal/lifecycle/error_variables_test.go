package lifecycle_test

import "testing"

func TestErrorVariables(t *testing.T) {
	run(t, newToy(t), []bullet{
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
func asserted() error {
	x, err := toy.Open("a") // ended
	if path, ok := err.(*os.PathError); ok && path.Op == "open" {
		return path
	}
	if err != nil {
		return err
	}
	return x.Close()
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
		{"error that other code assigns too", `
func addressDeferred() (err error) {
	defer wrap(&err)
	x, err := toy.Open("a") // ended
	if err != nil {
		return err
	}
	return x.Close()
}
func addressDeferredForgetful() (err error) {
	defer wrap(&err)
	x, err := toy.Open("a") // leak
	println("opened")
	if err != nil {
		return err
	}
	if x.Size == 0 {
		return nil
	}
	return x.Close()
}
func wrap(err *error) {
	if *err != nil {
		*err = fmt.Errorf("wrapped: %w", *err)
	}
}
func closureLater() error {
	x, err := toy.Open("a") // ended
	if err != nil {
		return err
	}
	defer x.Close()
	toy.Run(func() { err = x.Use() })
	return err
}
func closureBetween() error {
	x, err := toy.Open("a") // leak
	toy.Run(func() { err = errors.New("b") })
	if err != nil {
		return err
	}
	return x.Close()
}
func addressBetween() error {
	x, err := toy.Open("a") // leak
	fail(&err)
	if err != nil {
		return err
	}
	return x.Close()
}
func fail(err *error) { *err = errors.New("failed") }
func innerFunction() (err error) {
	func() {
		var x *toy.Thing
		x, err = toy.Open("a") // ended
		if err != nil {
			return
		}
		err = x.Close()
	}()
	return err
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
	})
}
