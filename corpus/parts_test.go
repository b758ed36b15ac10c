package corpus

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestPlace(t *testing.T) {
	const src = `package p

var a, b = 1, 2

type T[K any] struct{}

func F() {
}

func (t *T[K]) F() {
	_ = 1
}
`
	for _, test := range []struct {
		place      Place
		lineCounts bool
		want       lines
	}{
		{Place{1, "F"}, true, lines{7, 8}},
		{Place{1, "T.F"}, true, lines{10, 12}},
		{Place{1, "var a"}, true, lines{3, 3}},
		{Place{11, ""}, true, lines{10, 12}},
		{Place{11, "Gone"}, true, lines{10, 12}},
		{Place{11, "Gone"}, false, lines{}},
		{Place{2, ""}, true, lines{2, 2}},
	} {
		if got := test.place.find([]byte(src), test.lineCounts); got != test.want {
			t.Errorf("%+v is in %v, want %v", test.place, got, test.want)
		}
	}
}

func TestImportPrefix(t *testing.T) {
	root := t.TempDir()
	write(t, root, map[string]string{
		"a.go":                      "package a\n\nimport (\n\t_ \"code.example/x/a/b\"\n\t_ \"fmt\"\n\t_ \"lib.example/b\"\n)\n",
		"b/b.go":                    "package b\n\nimport _ \"code.example/x/a/b/c\"\n",
		"b/c/c.go":                  "package c\n",
		"vendor/lib.example/b/b.go": "package b\n",
	})
	if got := importPrefix(root); got != "code.example/x/a" {
		t.Errorf("prefix %q, want code.example/x/a", got)
	}
}

// TestModernize loads a project from the days of GOPATH.
func TestModernize(t *testing.T) {
	s := newToy(t)
	parent := s.commit(t, map[string]string{
		"old/a.go":                          "package old\n\nimport _ \"code.example/old/p\"\n",
		"old/p/a.go":                        strings.Replace(leak, "package p", "package p\n\nimport _ \"lib.example/dep\"", 1),
		"old/vendor/lib.example/dep/dep.go": "package dep\n",
		"old/Gopkg.lock":                    "",
	})
	b := s.bug()
	b.Parent, b.Module, b.Package, b.File = parent, "old", "old/p", "old/p/a.go"
	b.Fix = parent
	res := s.measure(t, govlint(t), b)
	if res.Outcome != Noisy {
		t.Errorf("%s (%s), want it found", res.Outcome, res.Reason)
	}
}

// TestLoadable vendors only what is whole.
func TestLoadable(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"m/go.mod": "module m\n", "m/vendor/modules.txt": ""})
	for _, test := range []struct{ absent, want string }{
		{"", "-mod=vendor"}, {"m/vendor/a/a.go", "-mod=mod"}, {"m/vendor/a/a.txt", "-mod=vendor"}, {"m/a.go", "-mod=vendor"},
	} {
		env, err := new(Workspace).loadable(t.Context(), dir, "m", []string{test.absent})
		if err != nil || !strings.HasSuffix(strings.Join(env, " "), test.want) {
			t.Errorf("without %q: %v, %v, want %s", test.absent, env, err, test.want)
		}
	}
}

func TestExecuteLimit(t *testing.T) {
	start := time.Now()
	out, err := execute(t.Context(), 50*time.Millisecond, "", nil, "sh", "-c", "sleep 60 & wait")
	if err != nil || !out.TimedOut || time.Since(start) > 9*time.Second {
		t.Errorf("%+v, %v after %s, want it to time out at once", out, err, time.Since(start))
	}
	if _, err := execute(t.Context(), time.Minute, "", nil, filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("no error for a program that is not there")
	}
}

func TestForEach(t *testing.T) {
	var running, most, done atomic.Int32
	err := forEach(t.Context(), 20, 3, func(context.Context, int) error {
		most.Store(max(most.Load(), running.Add(1)))
		time.Sleep(time.Millisecond)
		running.Add(-1)
		done.Add(1)
		return nil
	})
	if err != nil || done.Load() != 20 || most.Load() > 3 {
		t.Errorf("%d done, %d at once, error %v", done.Load(), most.Load(), err)
	}
	failure := errors.New("failure")
	var calls atomic.Int32
	err = forEach(t.Context(), 20, 1, func(context.Context, int) error { calls.Add(1); return failure })
	if !errors.Is(err, failure) || calls.Load() == 20 {
		t.Errorf("%d calls, error %v, want it to end at the first", calls.Load(), err)
	}
}

func TestParsePeers(t *testing.T) {
	vet, err := parseVet(Output{Stderr: "# p\n{\"p\": {\"lostcancel\": [{\"posn\": \"/d/a.go:3:4\", \"message\": \"m\"}], \"broken\": {\"error\": \"e\"}}}\n# q\n{}\n"})
	if err != nil || len(vet) != 1 || vet[0] != (remark{"lostcancel", "/d/a.go", 3, "m"}) {
		t.Errorf("go vet: %v, %v", vet, err)
	}
	static, err := parseStaticcheck(Output{Stdout: `{"code":"SA1","message":"m","location":{"file":"/d/a.go","line":3}}` + "\n"})
	if err != nil || len(static) != 1 || static[0] != (remark{"SA1", "/d/a.go", 3, "m"}) {
		t.Errorf("staticcheck: %v, %v", static, err)
	}
	golangci, err := parseGolangci(Output{Stdout: `{"Issues":[{"FromLinter":"spancheck","Text":"m","Pos":{"Filename":"/d/a.go","Line":3}}]}`})
	if err != nil || len(golangci) != 1 || golangci[0] != (remark{"spancheck", "/d/a.go", 3, "m"}) {
		t.Errorf("golangci-lint: %v, %v", golangci, err)
	}
	for name, parse := range map[string]func(Output) ([]remark, error){"go vet": parseVet, "staticcheck": parseStaticcheck, "golangci-lint": parseGolangci} {
		if _, err := parse(Output{Stdout: "a failure", Stderr: "a failure"}); err == nil {
			t.Errorf("%s: no error for what is no answer", name)
		}
	}
}
