package literal_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/govlint/govlint/analyzers/internal/literal"
)

const prelude = `package p
import ("fmt"; "net"; "path"; "strconv")
var _, _, _, _ = fmt.Sprint, net.JoinHostPort, path.Join, strconv.Itoa
type inner struct { Status string }
type point struct { Port int; Addr string; Check *inner; inner }
func use(any) {}
func usePoint(point) {}
func usePtr(*point) {}
func useAll(...string) {}
func other(*point) {}
`

// argument returns the argument of the last call of a use function in f.
func argument(t *testing.T, body string) (ssa.Value, ssa.Instruction) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", prelude+body, 0)
	if err != nil {
		t.Fatal(err)
	}
	config := &types.Config{Importer: importer.Default()}
	pkg, _, err := ssautil.BuildPackage(config, fset, types.NewPackage("p", "p"), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var last *ssa.Call
	for _, block := range pkg.Func("f").Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(*ssa.Call)
			if ok && call.Call.StaticCallee() != nil && strings.HasPrefix(call.Call.StaticCallee().Name(), "use") {
				last = call
			}
		}
	}
	return last.Call.Args[0], last
}

func TestText(t *testing.T) {
	for expr, want := range map[string]string{
		`":8080"`:                                   ":8080",
		`host + ":8080"`:                            "?:8080",
		`"/services/" + host + "/1"`:                "/services/?/1",
		`host`:                                      "?",
		`fmt.Sprintf("%s:%d", host, 8080)`:          "?:8080",
		`fmt.Sprintf(":%d", n)`:                     ":?",
		`fmt.Sprintf("%s:%05d/100%%", "a", n)`:      "a:?/100%",
		`fmt.Sprintf("%d")`:                         "?",
		`fmt.Sprintf("%[2]s %v", "a", "b")`:         "? b",
		`net.JoinHostPort(host, "80")`:              "?:80",
		`net.JoinHostPort("::1", strconv.Itoa(80))`: "::1:80",
		`path.Join("services", host)`:               "services/?",
		`strconv.Itoa(n)`:                           "?",
		`fmt.Sprint(host)`:                          "?",
	} {
		v, _ := argument(t, "func f(host string, n int) { use("+expr+") }")
		if got := strings.ReplaceAll(literal.Text(v), literal.Gap, "?"); got != want {
			t.Errorf("%s: %q, want %q", expr, got, want)
		}
	}
}

func TestTextOfSplit(t *testing.T) {
	for body, want := range map[string]string{
		`func f() { host, _, _ := net.SplitHostPort("localhost:80"); use(host) }`:                   "localhost",
		`func f() { _, port, _ := net.SplitHostPort("[::1]:80"); use(port) }`:                       "80",
		`func f() { host, _, _ := net.SplitHostPort("[::1]:80"); use(host) }`:                       "::1",
		`func f(a string) { host, _, _ := net.SplitHostPort(a); use(host) }`:                        "?",
		`func f(a string) { host, port, _ := net.SplitHostPort(a + ":1"); use(host + ":" + port) }`: "?:1",
		`func f(g func() (string, string)) { a, _ := g(); use(a) }`:                                 "?",
	} {
		v, _ := argument(t, body)
		if got := strings.ReplaceAll(literal.Text(v), literal.Gap, "?"); got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

func TestField(t *testing.T) {
	for name, test := range map[string]struct {
		body     string
		port     string // what Port is set to, "?" if that is not known
		complete bool
	}{
		"pointer":           {`func f() { usePtr(&point{Port: 1}) }`, "1", true},
		"value":             {`func f() { usePoint(point{Port: 1}) }`, "1", true},
		"variable":          {`func f() { p := &point{Port: 1}; usePtr(p) }`, "1", true},
		"value variable":    {`func f() { p := point{Port: 1}; usePoint(p) }`, "1", true},
		"assigned later":    {`func f() { p := &point{}; p.Port = 1; usePtr(p) }`, "1", true},
		"copied":            {`func f() { p := point{Addr: "x"}; p.Port = 1; usePoint(p) }`, "1", true},
		"overwritten":       {`func f() { p := point{Addr: "x"}; p = point{Port: 1}; usePoint(p) }`, "1", true},
		"perhaps":           {`func f(c bool) { p := point{}; p.Addr = "x"; if c { p = point{Port: 1} }; usePoint(p) }`, "?", false},
		"new":               {`func f() { p := new(point); p.Port = 1; usePtr(p) }`, "1", true},
		"address":           {`func f() { var p point; p.Port = 1; usePtr(&p) }`, "1", true},
		"boxed":             {`func f() { use(&point{Port: 1}) }`, "1", true},
		"not set":           {`func f() { usePtr(&point{Addr: "x"}) }`, "", true},
		"assigned twice":    {`func f() { p := &point{Port: 1}; p.Port = 2; usePtr(p) }`, "?", true},
		"address of field":  {`func f() { p := &point{Port: 1}; use(&p.Port); usePtr(p) }`, "?", true},
		"handed elsewhere":  {`func f() { p := &point{Port: 1}; other(p); usePtr(p) }`, "1", false},
		"perhaps elsewhere": {`func f() { p := &point{}; other(p); usePtr(p) }`, "?", false},
		"captured":          {`func f() { p := &point{}; g := func() { p.Port = 1 }; g(); usePtr(p) }`, "?", false},
		"embedded":          {`func f() { p := &point{Port: 1}; p.Status = "x"; usePtr(p) }`, "1", true},
	} {
		t.Run(name, func(t *testing.T) {
			v, call := argument(t, test.body)
			s := literal.Of(v, call)
			if s == nil {
				t.Fatal("no literal")
			}
			port, known := s.Field("Port")
			got := ""
			switch {
			case !known:
				got = "?"
			case port != nil:
				got = literal.Text(port)
			}
			if got != test.port || s.Complete != test.complete {
				t.Errorf("Port %q complete %t, want %q %t", got, s.Complete, test.port, test.complete)
			}
		})
	}
}

func TestNoLiteral(t *testing.T) {
	for _, body := range []string{
		`func f(p *point) { usePtr(p) }`,
		`func f(p point) { usePoint(p) }`,
		`func f(g func() *point) { usePtr(g()) }`,
		`func f() { use(1) }`,
	} {
		if v, call := argument(t, body); literal.Of(v, call) != nil {
			t.Errorf("%s: a literal", body)
		}
	}
}

func TestElements(t *testing.T) {
	for body, want := range map[string]int{
		`func f(s string) { useAll("a", s) }`:               2,
		`func f() { useAll() }`:                             0,
		`func f() { all := []string{"a"}; useAll(all...) }`: 1,
		`func f(all []string) { useAll(all...) }`:           -1,
		`func f(all []string) { useAll(all[1:]...) }`:       -1,
	} {
		v, _ := argument(t, body)
		elements, ok := literal.Elements(v)
		if !ok {
			elements = nil
			want++ // -1 stands for unknown
		}
		if len(elements) != want {
			t.Errorf("%s: %d elements, want %d", body, len(elements), want)
		}
	}
}
