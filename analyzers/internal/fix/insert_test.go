package fix_test

import (
	"go/ast"
	"go/format"
	"slices"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers/internal/fix"
)

// TestInsertAfter puts "END" behind the first call of get or open. The source
// has it as a comment where it belongs; if there is none, no edit is offered.
func TestInsertAfter(t *testing.T) {
	for _, test := range []struct{ name, source string }{
		{"plain", `
func f() {
	x := get()
	//END
	x.use()
}`},
		{"last in its block", `
func f(x *thing) {
	x = get()
	//END
}`},
		{"trailing comment", `
func f() {
	x := get() // the thing
	//END
	x.use()
}`},
		{"after the error check", `
func f() error {
	x, err := open()
	if err != nil {
		return err
	}
	//END
	x.use()
	return nil
}`},
		{"after the error check and its comment", `
func f() error {
	x, err := open() // may fail
	if err != nil {
		return err // it did
	} // checked
	//END
	x.use()
	return nil
}`},
		{"check that panics", `
func f() {
	x, err := open()
	if err != nil {
		panic(err)
	}
	//END
	x.use()
}`},
		{"check that skips the turn", `
func f() {
	for range 3 {
		x, err := open()
		if err != nil {
			continue
		}
		//END
		x.use()
	}
}`},
		{"check of another error", `
func f(other error) error {
	x, err := open()
	if other != nil {
		return err
	}
	x.use()
	return nil
}`},
		{"check with else", `
func f() error {
	x, err := open()
	if err != nil {
		return err
	} else {
		x.use()
	}
	return nil
}`},
		{"error not taken", `
func f(err error) error {
	x, _ := open()
	if err != nil {
		return err
	}
	x.use()
	return nil
}`},
		{"assignment", `
func f() {
	var x *thing
	x = get()
	//END
	x.use()
}`},
		{"declaration", `
func f() {
	var x = get()
	//END
	x.use()
}`},
		{"grouped declaration", `
func f() {
	var (
		x = get()
		n = 1
	)
	//END
	_, _ = x, n
}`},
		{"in a case", `
func f(n int) {
	switch n {
	case 1:
		x := get()
		//END
		x.use()
	case 2:
	}
}`},
		{"last in a case", `
func f(n int) {
	switch n {
	case 1:
		x := get()
		//END
		_ = x
	case 2:
	}
}`},
		{"in a select", `
func f(c chan int) {
	select {
	case <-c:
		x := get()
		//END
		x.use()
	}
}`},
		{"in a literal", `
func f() {
	run(func() {
		x := get()
		//END
		x.use()
	})
}`},
		{"in a loop", `
func f() {
	for range 3 {
		x := get()
		//END
		x.use()
	}
}`},
		{"over several lines", `
func f() {
	x, y := get(),
		3
	//END
	_, _ = x, y
}`},
		{"statement of one line before a blank one", `
func f() {
	x := get()
	//END

	x.use()
}`},

		{"check that goes on", `
func f() {
	x, err := open()
	if err != nil {
		println(err.Error())
	}
	x.use()
}`},
		{"no check", `
func f() {
	x, err := open()
	x.use()
	_ = err
}`},
		{"check of another value", `
func f(other error) error {
	x, err := open()
	if err != other {
		return err
	}
	x.use()
	return nil
}`},
		{"block of one line", `
func f() { x := get(); x.use() }`},
		{"end of a block of one line", `
func f() { x := get()
	x.use()
}`},
		{"block closes on the line", `
func f() {
	{ x := get()
		_ = x }
	if x := get(); x != nil { x.use() }
}`},
		{"followed on the line", `
func f() {
	x := get(); x.use()
}`},
		{"after another on the line", `
func f() {
	n := 1; x := get()
	_, _ = n, x
}`},
		{"in a header", `
func f() {
	if x := get(); x != nil {
		x.use()
	}
}`},
		{"in a condition", `
func f() {
	for get() != nil {
	}
}`},
		{"argument", `
func f() {
	give(open())
}`},
		{"returned", `
func f() *thing {
	return get()
}`},
		{"deferred", `
func f() {
	defer get()
}`},
		{"package variable", `
var x = get()`},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := prelude + test.source
			lines := strings.SplitAfter(want, "\n")
			before := ""
			for _, line := range lines {
				if strings.TrimSpace(line) != "//END" {
					before += line
				}
			}
			pass, source := build(t, strings.TrimPrefix(before, prelude))
			name := "get"
			if strings.Contains(test.source, "open()") {
				name = "open"
			}
			edit, ok := siteOf(t, pass, name).InsertAfter("//END")
			if offered := strings.Contains(want, "//END"); ok != offered {
				t.Fatalf("%s\nedit offered: %t", before, ok)
			}
			if ok {
				compare(t, apply(pass, source, edit), want)
			}
		})
	}
}

// compare compares two sources and wants the first to be formatted.
func compare(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if formatted, err := format.Source([]byte(want)); err == nil && string(formatted) == want && got != string(formatted) {
		t.Error("not formatted")
	}
}

func TestMoveUp(t *testing.T) {
	for _, tt := range []struct{ name, source, want string }{
		{"with its comment, above another", `
func f(x, y *thing) {
	// First.
	x.use()
	if y != nil {
		y.use()
	}
	give(x, nil) // last
}
`, `
func f(x, y *thing) {
	give(x, nil) // last
	// First.
	x.use()
	if y != nil {
		y.use()
	}
}
`},
		{"shared line", `
func f(x, y *thing) {
	x.use()
	y.use(); give(x, nil)
}
`, ""},
	} {
		pass, source := build(t, tt.source)
		stmts := pass.Files[0].Decls[len(pass.Files[0].Decls)-1].(*ast.FuncDecl).Body.List
		edits, ok := fix.MoveUp(pass, stmts[len(stmts)-1], stmts[0])
		if ok != (tt.want != "") {
			t.Errorf("%s: ok is %t", tt.name, ok)
		}
		for _, edit := range slices.Backward(edits) {
			source = apply(pass, source, edit)
		}
		if ok && strings.TrimPrefix(source, prelude) != tt.want {
			t.Errorf("%s:\n%s", tt.name, source)
		}
	}
}
