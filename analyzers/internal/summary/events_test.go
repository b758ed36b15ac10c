package summary

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/govlint/govlint/analyzers/internal/catalog"
)

// eventsIn returns the events of the function f of a package, in which the
// other functions may be called.
func eventsIn(t *testing.T, config *types.Config, body string) Events {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p\nimport (\"net\"; \"net/http\"; \"sync\")\nvar _ net.Listener; var _ http.Server; var _ sync.Once\nvar cond bool\n"+body, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(config, fset, types.NewPackage("p", "p"), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var funcs []*ssa.Function
	for _, decl := range file.Decls {
		if decl, ok := decl.(*ast.FuncDecl); ok {
			funcs = append(funcs, pkg.Func(decl.Name.Name))
		}
	}
	all := packageEvents(funcs, nil, func(*types.Func) (Events, bool) { return Events{}, false })
	return all[pkg.Func("f").Object().(*types.Func)]
}

func TestEvents(t *testing.T) {
	config := &types.Config{Importer: importer.Default()}
	const (
		bind   = catalog.Bind
		serve  = catalog.Bind | catalog.Serve
		blocks = catalog.Bind | catalog.Serve | catalog.Block
	)
	for name, test := range map[string]struct {
		body      string
		may, must catalog.Event
		listens   []int
	}{
		"nothing":          {`func f() {}`, 0, 0, nil},
		"constant address": {`func f() error { return http.ListenAndServe(":80", nil) }`, blocks, blocks, []int{80}},
		"any address":      {`func f(a string) error { return http.ListenAndServe(a, nil) }`, blocks, blocks, []int{AnyPort}},
		"server literal":   {`func f() error { s := &http.Server{Addr: "h:81"}; return s.ListenAndServe() }`, blocks, blocks, []int{81}},
		"server elsewhere": {`func f(s *http.Server) error { return s.ListenAndServe() }`, blocks, blocks, []int{AnyPort}},
		"listen":           {`func f() (net.Listener, error) { return net.Listen("tcp", ":0") }`, bind, bind, []int{0}},
		"probe":            {`func f() int { l, err := net.Listen("tcp", ":0"); if err != nil { return 0 }; defer l.Close(); return l.Addr().(*net.TCPAddr).Port }`, 0, 0, nil},
		"probe, captured":  {`func f() { l, _ := net.Listen("tcp", ":80"); defer func() { l.Close() }(); println(l.Addr()) }`, 0, 0, nil},
		"kept":             {`var k net.Listener; func f() { l, _ := net.Listen("tcp", ":80"); defer l.Close(); k = l }`, bind, bind, []int{80}},
		"goroutine":        {`func f() { go http.ListenAndServe(":80", nil) }`, serve, serve, []int{80}},
		"goroutine, literal": {`func f() { go func() { if err := http.ListenAndServe(":80", nil); err != nil { panic(err) } }() }`,
			serve, serve, []int{80}},
		"method value":      {`func f(s *http.Server) { run := s.ListenAndServe; run() }`, blocks, blocks, []int{AnyPort}},
		"literal in a cell": {`func f() { run := func() { http.ListenAndServe(":80", nil) }; run() }`, blocks, blocks, []int{80}},
		"wait group":        {`func f(wg *sync.WaitGroup) { wg.Go(func() { http.ListenAndServe(":80", nil) }); wg.Wait() }`, serve, serve, []int{80}},
		"once":              {`func f(o *sync.Once) { o.Do(func() { net.Listen("tcp", ":80") }) }`, bind, bind, []int{80}},
		"handed on":         {`func f(pool func(func())) { pool(func() { http.ListenAndServe(":80", nil) }) }`, serve, 0, []int{80}},
		"range over func":   {`func f(seq func(func(string) bool)) { for a := range seq { net.Listen("tcp", a) } }`, bind, 0, []int{AnyPort}},
		"on some path":      {`func f() { if cond { net.Listen("tcp", ":80") } }`, bind, 0, []int{80}},
		"on either path":    {`func f() { if cond { net.Listen("tcp", ":80") } else { net.Listen("tcp", ":81") } }`, bind, bind, []int{80, 81}},
		"helper":            {`func g() error { _, err := net.Listen("tcp", ":80"); return err }; func f() { g() }`, bind, bind, []int{80}},
		"helper, declared later": {`func f() { g() }; func g() { h() }; func h() { net.Listen("tcp", ":80") }`,
			bind, bind, []int{80}},
		"recursion":        {`func f() { if cond { f() }; net.Listen("tcp", ":80") }`, bind, bind, []int{80}},
		"mutual recursion": {`func f() { if cond { g() } }; func g() { f(); net.Listen("tcp", ":80") }`, bind, 0, []int{80}},
		"literal recursion": {`func f() { var g func(); g = func() { if cond { g() }; net.Listen("tcp", ":80") }; g() }`,
			bind, bind, []int{80}},
		"dynamic":   {`func f(g func()) { g() }`, 0, 0, nil},
		"interface": {`type s interface{ ListenAndServe() error }; func f(x s) { x.ListenAndServe() }`, 0, 0, nil},
		"deferred":  {`func f() { defer net.Listen("tcp", ":80") }`, bind, 0, []int{80}},
		"generic":   {`func g[T any](T) { net.Listen("tcp", ":80") }; func f() { g(1) }`, bind, bind, []int{80}},
	} {
		t.Run(name, func(t *testing.T) {
			got := eventsIn(t, config, test.body)
			want := Events{May: test.may, Must: test.must, Listens: test.listens}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s\n%+v, want %+v", test.body, got, want)
			}
		})
	}
}

func TestReceived(t *testing.T) {
	config := &types.Config{Importer: importer.Default()}
	for body, want := range map[string]bool{
		`func f(l net.Listener) { http.Serve(l, nil) }`:                                                                          true,
		`func f() { l, _ := net.Listen("tcp", ":80"); http.Serve(l, nil) }`:                                                      false,
		`func f() { var l net.Listener; l, _ = net.Listen("tcp", ":80"); go func() { http.Serve(l, nil) }() }`:                   false,
		`func g() net.Listener { l, _ := net.Listen("tcp", ":80"); return l }; func f() { http.Serve(g(), nil) }`:                false,
		`func g(l net.Listener) net.Listener { return l }; func f() { l, _ := net.Listen("tcp", ":80"); http.Serve(g(l), nil) }`: false,
		`func f(g func() net.Listener) { http.Serve(g(), nil) }`:                                                                 true,
		`type s struct{ l net.Listener }; func f(x *s) { http.Serve(x.l, nil) }`:                                                 true,
		`type s struct{ l net.Listener }; func f(x *s) { x.l, _ = net.Listen("tcp", ":80"); http.Serve(x.l, nil) }`:              false,
		`func f() { l, _ := net.Listen("tcp", ":80"); for { l.Accept() } }`:                                                      false,
		`func f(l net.Listener) { for { l.Accept() } }`:                                                                          true,
	} {
		if got := eventsIn(t, config, body).Received; got != want {
			t.Errorf("%s\nreceived %t, want %t", body, got, want)
		}
	}
}

func TestPortOf(t *testing.T) {
	for address, want := range map[string]int{
		":80": 80, "h:80": 80, "http://h:80/health?x=1": 80, "[::1]:80": 80, "h:\x00": AnyPort, "\x00:80": 80,
	} {
		if got, ok := portOf(address); !ok || got != want {
			t.Errorf("%q: %d %t, want %d", address, got, ok, want)
		}
	}
	for _, address := range []string{"", "tcp", "/services/a:b", "h:http", "\x00", `{"a":"h:80"}`} {
		if got, ok := portOf(address); ok {
			t.Errorf("%q: %d, want none", address, got)
		}
	}
}

func TestShares(t *testing.T) {
	for _, test := range []struct {
		advertised, listened []int
		want                 bool
	}{
		{[]int{80}, []int{80}, true},
		{[]int{80}, []int{9090}, false},
		{[]int{80}, []int{AnyPort}, true},
		{[]int{AnyPort}, []int{80}, true},
		{[]int{AnyPort}, []int{0}, false},
		{[]int{80, 81}, []int{81}, true},
	} {
		if got := Shares(test.advertised, test.listened); got != test.want {
			t.Errorf("Shares(%v, %v) = %t", test.advertised, test.listened, got)
		}
	}
}
