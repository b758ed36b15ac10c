package symbol_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

func TestNoReturn(t *testing.T) {
	p := newWorld(t, "log", "os", "runtime", "testing").Build(t, "example.com/p", `package p
import ("log"; "os"; "runtime"; "testing")
func never(t *testing.T, b *testing.B, f *testing.F, tb testing.TB, l *log.Logger) {
	f0 := os.Exit; f0(1)
	f1 := runtime.Goexit; f1()
	f2 := log.Fatal; f2()
	f3 := log.Panicf; f3("")
	f4 := l.Fatalln; f4()
	f5 := t.Fatal; f5()
	f6 := b.FailNow; f6()
	f7 := f.Skip; f7()
	f8 := tb.Fatalf; f8("")
	f9 := tb.SkipNow; f9()
}
func back(t *testing.T, tb testing.TB, l *log.Logger) {
	t.Error()
	tb.Log()
	l.Print()
	os.Getpid()
	runtime.Gosched()
	t.Run("", nil)
}
`)
	for name, want := range map[string]bool{"never": true, "back": false} {
		calls := 0
		for _, block := range p.Func(t, name).Blocks {
			for _, instr := range block.Instrs {
				call, ok := instr.(*ssa.Call)
				if !ok {
					continue
				}
				calls++
				if fn := symbol.Callee(call.Common()); fn == nil || symbol.NoReturn(fn) != want {
					t.Errorf("%s: %v", name, call)
				}
			}
		}
		if calls < 6 {
			t.Errorf("%s: only %d calls", name, calls)
		}
	}
}
