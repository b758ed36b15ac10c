package driver

import (
	"bytes"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

type size struct{ Bytes int }

func (*size) AFact() {}

// labels is a fact of a nested type, and flag one without fields.
type labels struct{ Of map[string][]string }

func (*labels) AFact() {}

type flag struct{}

func (*flag) AFact() {}

type foreign struct{ X int }

func (*foreign) AFact() {}

func codecFor(factTypes ...analysis.Fact) *codec {
	return newCodec([]*analysis.Analyzer{{Name: "test", FactTypes: factTypes}})
}

func typeCheck(t *testing.T, src string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := (&types.Config{Importer: importer.Default()}).Check("example.com/p", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

const codecSource = `package p

type T struct{ F int }

func (T) M() {}

func (*T) p() {}

func F(param int) { var local int; _ = local }

var V int
`

// someFacts returns facts about all kinds of objects of a package.
func someFacts(pkg *types.Package) facts {
	scope := pkg.Scope()
	named := scope.Lookup("T").Type().(*types.Named)
	fn := scope.Lookup("F").(*types.Func)
	fs := facts{
		{nil, reflect.TypeFor[*size]()}:                                         &size{7},
		{scope.Lookup("T"), reflect.TypeFor[*size]()}:                           &size{1},
		{scope.Lookup("V"), reflect.TypeFor[*size]()}:                           &size{2},
		{fn, reflect.TypeFor[*size]()}:                                          &size{3},
		{fn, reflect.TypeFor[*labels]()}:                                        &labels{map[string][]string{"a": {"b", "c"}}},
		{fn.Signature().Params().At(0), reflect.TypeFor[*flag]()}:               &flag{},
		{named.Method(0), reflect.TypeFor[*size]()}:                             &size{4},
		{named.Method(1), reflect.TypeFor[*flag]()}:                             &flag{},
		{named.Underlying().(*types.Struct).Field(0), reflect.TypeFor[*size]()}: &size{5},
	}
	return fs
}

func TestCodec(t *testing.T) {
	c := codecFor((*size)(nil), (*labels)(nil), (*flag)(nil))
	pkg := typeCheck(t, codecSource)
	want := someFacts(pkg)
	encoded, err := c.encode(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.decode(pkg, encoded)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("decoded %v, want %v", got, want)
	}
	far, err := c.decode(pkg, encodedFacts{Far: encoded.Far})
	if err != nil {
		t.Fatal(err)
	}
	for key := range want {
		_, ok := far[key]
		near := key.obj != nil && (key.obj.Name() == "F" && key.obj.Parent() == pkg.Scope() || key.obj.Name() == "V")
		if ok == near {
			t.Errorf("fact about %v: far is %t, near is %t", key.obj, ok, near)
		}
	}
}

// TestCodecIsDeterministic checks that equal facts, of different runs of the
// type checker, have equal encodings. The order of maps differs by chance.
func TestCodecIsDeterministic(t *testing.T) {
	c := codecFor((*size)(nil), (*flag)(nil))
	var first encodedFacts
	for i := range 20 {
		fs := someFacts(typeCheck(t, codecSource))
		for key := range fs {
			if key.typ == reflect.TypeFor[*labels]() {
				delete(fs, key) // gob writes maps in any order, so facts should not have any
			}
		}
		encoded, err := c.encode(fs)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = encoded
		}
		if !bytes.Equal(encoded.Near, first.Near) || !bytes.Equal(encoded.Far, first.Far) {
			t.Fatal("encodings differ")
		}
	}
}

func TestCodecLeavesOut(t *testing.T) {
	c := codecFor((*size)(nil))
	pkg := typeCheck(t, codecSource)
	local := pkg.Scope().Lookup("F").(*types.Func).Scope().Lookup("local")
	encoded, err := c.encode(facts{{local, reflect.TypeFor[*size]()}: &size{1}})
	if err != nil || encoded.Near != nil || encoded.Far != nil {
		t.Errorf("fact about a local variable: %v, %v", encoded, err)
	}
	encoded, err = c.encode(someFacts(pkg))
	if err != nil {
		t.Fatal(err)
	}
	other := codecFor((*foreign)(nil))
	if fs, err := other.decode(pkg, encoded); err != nil || len(fs) != 0 {
		t.Errorf("facts of an analyzer that does not run: %v, %v", fs, err)
	}
	smaller := typeCheck(t, "package p\n\ntype T struct{}\n")
	fs, err := c.decode(smaller, encoded)
	if err != nil || len(fs) != 2 {
		t.Errorf("facts about objects that are gone: %v, %v", fs, err)
	}
	encoded.Far = encoded.Far[:len(encoded.Far)/2]
	if _, err := c.decode(pkg, encoded); err == nil || !strings.Contains(err.Error(), "decoding facts of example.com/p") {
		t.Errorf("error of damaged facts is %v", err)
	}
}
