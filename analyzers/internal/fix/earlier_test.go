package fix_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// TestDeferEarlier moves the deferred x.use, which ends what get or open begins.
// Where want is empty no edit is offered.
func TestDeferEarlier(t *testing.T) {
	for _, tt := range []struct {
		name, source, want string
		again              bool
		function           string // x.use if it is empty
	}{
		{name: "behind a way out", source: `
func f(skip bool) {
	x := get()
	if skip {
		return
	}
	defer x.use()
}
`, want: `
func f(skip bool) {
	x := get()
	defer x.use()
	if skip {
		return
	}
}
`},
		{name: "with its comments and a blank line", source: `
func f(skip bool) error {
	x, err := open()
	if err != nil {
		return err
	}

	if skip {
		return nil
	}

	// At the end.
	defer x.use() // whatever comes

	return nil
}
`, want: `
func f(skip bool) error {
	x, err := open()
	if err != nil {
		return err
	}
	// At the end.
	defer x.use() // whatever comes

	if skip {
		return nil
	}

	return nil
}
`},
		{name: "in a literal", source: `
func f(skip bool) {
	x := get()
	if skip {
		return
	}
	defer func() {
		x.use()
	}()
}
`, want: `
func f(skip bool) {
	x := get()
	defer func() {
		x.use()
	}()
	if skip {
		return
	}
}
`},
		{name: "used in between", source: `
func f() {
	x := get()
	give(x, nil)
	defer x.use()
}
`, again: true, want: `
func f() {
	x := get()
	defer x.use()
	give(x, nil)
}
`},
		{name: "ended in between", source: `
func f(skip bool) {
	x := get()
	if skip {
		x.use()
		return
	}
	defer x.use()
}
`, again: true, want: `
func f(skip bool) {
	x := get()
	defer x.use()
	if skip {
		x.use()
		return
	}
}
`},
		{name: "a deferred call of a literal in between", source: `
func f() {
	x := get()
	run(func() { defer run(nil) })
	defer x.use()
}
`, want: `
func f() {
	x := get()
	defer x.use()
	run(func() { defer run(nil) })
}
`},
		{name: "maybe ended in between", source: `
func f() {
	x := get()
	give(x, nil)
	defer x.use()
}
`},
		{name: "ended in between, once too often", source: `
func f(skip bool) {
	x := get()
	if skip {
		x.use()
		return
	}
	defer x.use()
}
`},
		{name: "other deferred calls in between", source: `
func f() {
	x := get()
	if x != nil {
		defer run(nil)
	}
	defer x.use()
}
`, again: true},
		{name: "assigned in between", source: `
func f(skip bool) {
	x := get()
	if skip {
		x = nil
	}
	defer x.use()
}
`, again: true},
		{name: "assigned in between, out of sight", source: `
func f(set func(**thing)) {
	x := get()
	set(&x)
	defer x.use()
}
`, again: true},
		{name: "of another variable", source: `
func f(skip bool) {
	x, y := get(), get()
	if skip {
		return
	}
	defer y.use()
	_ = x
}
`, again: true},
		{name: "of a variable that is declared later", source: `
func f(skip bool) {
	x := get()
	if skip {
		return
	}
	done := func() *thing { return x }
	defer func() { done().use() }()
}
`, again: true},
		{name: "with an argument that is computed", source: `
func f(skip bool, text func() string) {
	note := name()
	if skip {
		return
	}
	defer note(text())
}
`, again: true, function: "note"},
		{name: "with an argument", source: `
func f(skip bool, text string) {
	note := name()
	if skip {
		return
	}
	defer note(text)
}
`, again: true, function: "note", want: `
func f(skip bool, text string) {
	note := name()
	defer note(text)
	if skip {
		return
	}
}
`},
		{name: "with an argument that changes", source: `
func f(skip bool, text string) {
	note := name()
	if skip {
		text = "skipped"
	}
	defer note(text)
}
`, again: true, function: "note"},
		{name: "on a condition", source: `
func f(skip bool) {
	x := get()
	if !skip {
		defer x.use()
	}
}
`, again: true},
		{name: "at once", source: `
func f() {
	x := get()
	defer x.use()
}
`, again: true},
		{name: "with more", source: `
func f(skip bool) {
	x := get()
	if skip {
		return
	}
	defer func() {
		x.use()
		run(nil)
	}()
}
`, again: true},
		{name: "shared line", source: `
func f(skip bool) {
	x := get()
	if skip {
		return
	}
	defer x.use(); run(nil)
}
`, again: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pass, source := build(t, tt.source)
			name := "get"
			switch {
			case strings.Contains(tt.source, "open()"):
				name = "open"
			case tt.function != "":
				name = "name"
			}
			edits, ok := siteOf(t, pass, name).DeferEarlier(0, cmp.Or(tt.function, "x.use"), !tt.again)
			if ok != (tt.want != "") {
				t.Fatalf("ok is %t", ok)
			}
			for _, edit := range slices.Backward(edits) {
				source = apply(pass, source, edit)
			}
			if ok {
				compare(t, strings.TrimPrefix(source, prelude), tt.want)
			}
		})
	}
}

// TestDeferEarlierField moves the deferred end of a field.
func TestDeferEarlierField(t *testing.T) {
	const head = `
type holder struct{ inner *thing }
func hold() *holder
func fill(*holder)
func f(skip bool) {
	x := hold()
`
	for _, tt := range []struct {
		between string
		ok      bool
	}{
		{"if skip { return }", true},
		{"if x.inner == nil { return }", true},
		{"x.inner = get()", false},
		{"fill(x)", false},
	} {
		pass, _ := build(t, head+"\t"+tt.between+"\n\tdefer x.inner.use()\n}\n")
		if _, ok := siteOf(t, pass, "hold").DeferEarlier(0, "x.inner.use", false); ok != tt.ok {
			t.Errorf("%s: ok is %t", tt.between, ok)
		}
	}
}
