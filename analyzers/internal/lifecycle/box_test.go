package lifecycle_test

import "testing"

// TestBoxes is about lives that are a field of what a library hands out.
func TestBoxes(t *testing.T) {
	run(t, newToy(t), []bullet{
		{"ended through the field", `
func ended() error {
	b, err := toy.Unpack() // ended
	if err != nil {
		return err
	}
	defer b.Content.Close()
	return b.Check()
}
func checkedForNil() {
	b, err := toy.Unpack() // ended
	if b != nil && b.Content != nil {
		defer b.Content.Close()
	}
	_ = err
}
func open() (int, error) {
	b, err := toy.Unpack() // never
	if err != nil {
		return 0, err
	}
	return b.Label, b.Check()
}
func tooLate() error {
	b, err := toy.Unpack() // leak
	if err != nil {
		return err
	}
	if b.Label > 0 {
		return errors.New("label")
	}
	return b.Content.Close()
}`},
		{"the field goes elsewhere", `
func handedOn() (*toy.Box, error) {
	return toy.Unpack() // handed on
}
func field() (toy.Content, error) {
	b, err := toy.Unpack() // handed on
	if err != nil {
		return nil, err
	}
	return b.Content, nil
}
func callers() {
	c, err := field() // never
	if err == nil {
		var buf [8]byte
		c.Read(buf[:])
	}
}
func finish(c io.Closer) { c.Close() }
func helped() {
	b, _ := toy.Unpack() // ended
	finish(b.Content)
}
func kept() {
	b, _ := toy.Unpack() // handed on
	toy.Keep(b.Content)
}`},
		{"read", `
func readHere() ([]byte, error) {
	b, err := toy.Unpack() // never
	if err != nil {
		return nil, err
	}
	return io.ReadAll(b.Content)
}
func readLater() (io.Reader, error) {
	b, err := toy.Unpack() // handed on
	if err != nil {
		return nil, err
	}
	return io.LimitReader(b.Content, 8), nil
}`},
		{"replaced", `
func replaced(other toy.Content) error {
	b, err := toy.Unpack() // never
	if err != nil {
		return err
	}
	b.Content = other
	return b.Content.Close()
}
func replacedAfterwards(other toy.Content) error {
	b, err := toy.Unpack() // ended
	if err != nil {
		return err
	}
	b.Content.Close()
	b.Content = other
	return nil
}`},
	})
}

// TestEmbedded is about structs of the library that embed the value.
func TestEmbedded(t *testing.T) {
	run(t, newToy(t), []bullet{{"promoted methods", `
func ended() error {
	n := toy.NewNamed() // ended
	defer n.Close()
	return n.Use()
}
func open() error {
	n := toy.NewNamed() // never
	n.Rename("b")
	return n.Use()
}`}})
}

// TestChains is about values whose methods return them again.
func TestChains(t *testing.T) {
	run(t, newToy(t), []bullet{{"chained", `
func ended(more bool) error {
	c := toy.Chain() // ended
	if c.Err != nil {
		return c.Err
	}
	c = c.With("a")
	if more {
		c = c.With("b")
	}
	return c.Done()
}
func open() error {
	c := toy.Chain() // leak
	if c.Err != nil {
		return c.Err
	}
	if err := c.With("a").Err; err != nil {
		return err
	}
	return c.Done()
}`}})
}
