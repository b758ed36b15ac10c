package respond_test

import (
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/respond"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

const source = `package p

import (
	"fmt"
	"io"
	"net/http"
)

func fails(w http.ResponseWriter) { http.Error(w, "no", 500) }
func code(w http.ResponseWriter, status int) { w.WriteHeader(status); fmt.Fprint(w, status) }
func failsByCode(w http.ResponseWriter) { code(w, 404) }
func succeeds(w http.ResponseWriter) { code(w, 201) }
func writes(w http.ResponseWriter) { io.WriteString(w, "text") }
func sometimes(w http.ResponseWriter, a bool) { if a { w.WriteHeader(200) } }
func always(w http.ResponseWriter, a bool) { if a { w.WriteHeader(200); return }; w.WriteHeader(400) }
func sets(w http.ResponseWriter) { w.Header().Set("Content-Type", "text/plain") }
func encodes(w http.ResponseWriter, v error) error { if v != nil { return v }; code(w, 200); return nil }
func hides(w http.ResponseWriter, v error) error { if v != nil { return nil }; code(w, 200); return v }
func trailer(w http.ResponseWriter) { w.Header().Set(http.TrailerPrefix + "Digest", "x") }
func hints(w http.ResponseWriter) { w.WriteHeader(http.StatusEarlyHints) }
func others(w http.ResponseWriter) { fmt.Println("hello") }
func two(v, w http.ResponseWriter) { w.WriteHeader(200) }
func recursive(w http.ResponseWriter, n int) { if n > 0 { recursive(w, n-1); return }; writes(w) }

func handsOn(w http.ResponseWriter, r *http.Request, next http.Handler) { next.ServeHTTP(w, r) }
func handsOnFunc(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) { next(w, r) }
func announces(w http.ResponseWriter) { w.Header().Add("Trailer", "Digest") }
`

func build(t *testing.T) *ssatest.Package {
	return ssatest.NewWorld(t, "fmt", "io", "net/http").Build(t, "example.com/p", source)
}

func unknown(*types.Func) ([]respond.Fact, bool) { return nil, false }

func TestFacts(t *testing.T) {
	p := build(t)
	a := respond.New(unknown)
	const answer = respond.Status | respond.Body
	for name, want := range map[string]struct {
		acts respond.Act
		code int
	}{
		"fails":       {answer | respond.Error, -1},
		"code":        {answer, 1},
		"failsByCode": {answer | respond.Error, -1},
		"succeeds":    {answer, -1},
		"writes":      {respond.Body, -1},
		"sometimes":   {0, -1},
		"always":      {respond.Status, -1},
		"sets":        {respond.Header, -1},
		"trailer":     {0, -1},
		"hints":       {0, -1},
		"others":      {0, -1},
	} {
		facts := a.Facts(p.Func(t, name))
		if want.acts == 0 {
			if len(facts) > 0 {
				t.Errorf("%s: %+v, want nothing", name, facts)
			}
			continue
		}
		if len(facts) != 1 || facts[0] != (respond.Fact{Acts: want.acts, Code: want.code}) {
			t.Errorf("%s: %+v, want %+v", name, facts, want)
		}
	}
	if facts := a.Facts(p.Func(t, "two")); len(facts) != 1 || facts[0].Param != 1 {
		t.Errorf("two: %+v, want the second parameter", facts)
	}
	if facts := a.Facts(p.Func(t, "recursive")); len(facts) != 0 {
		t.Errorf("recursive: %+v, want nothing that is certain", facts)
	}
}

func TestQuestions(t *testing.T) {
	p := build(t)
	for name, want := range map[string]bool{"handsOn": true, "handsOnFunc": true, "writes": false} {
		fn := p.Func(t, name)
		got := false
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok {
					got = got || respond.HandsOn(call, fn.Params[0])
				}
			}
		}
		if got != want {
			t.Errorf("%s: hands on %t, want %t", name, got, want)
		}
	}
	for name, want := range map[string]bool{"announces": true, "sets": false} {
		fn := p.Func(t, name)
		if got := respond.Announces(fn, fn.Params[0]); got != want {
			t.Errorf("%s: announces %t, want %t", name, got, want)
		}
		if got := respond.Writers(fn); len(got) != 1 || got[0] != fn.Params[0] {
			t.Errorf("%s: writers %v", name, got)
		}
	}
}

func TestUnless(t *testing.T) {
	p := build(t)
	a := respond.New(unknown)
	for name, want := range map[string]respond.Act{"encodes": respond.Status | respond.Body, "hides": 0} {
		var got respond.Act
		for _, fact := range a.Facts(p.Func(t, name)) {
			got |= fact.Unless
		}
		if got != want {
			t.Errorf("%s: got %b, want %b", name, got, want)
		}
	}
}
