package symbol

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

func TestGeneric(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", `package p
type box[T any] struct{ in T }
func f[T any](
	g1 T, g2 *T, g3 []T, g4 map[string]T, g5 map[string]*box[T], g6 [2]T, g7 chan T, g8 struct{ in T }, g9 func(T), g0 func() T,
	c1 int, c2 *int, c3 map[string]*box[int], c4 struct{ in int }, c5 func(int) string, c6 any, c7 box[int],
) {}
`, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := new(types.Config).Check("p", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for param := range pkg.Scope().Lookup("f").Type().(*types.Signature).Params().Variables() {
		if got, want := Generic(param.Type()), param.Name()[0] == 'g'; got != want {
			t.Errorf("Generic(%v) = %t", param.Type(), got)
		}
	}
}
