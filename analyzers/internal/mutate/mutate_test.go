package mutate_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers/internal/mutate"
	"github.com/govlint/govlint/internal/report"
)

const source = `package p

import (
	"context"
	"log"
	"net/http"
)

func deferred(ctx context.Context) error {
	child, cancel := context.WithCancel(ctx)
	defer cancel()
	return child.Err()
}

func everyBranch(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	if ctx.Err() != nil {
		cancel()
		return ctx.Err()
	}
	cancel()
	return nil
}

func kept(ctx context.Context, keep func(func())) {
	_, cancel := context.WithCancel(ctx)
	defer cancel()
	keep(cancel)
}

func covered(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop()
	return ctx.Err()
}

func fatal(ctx context.Context) {
	_, cancel := context.WithCancel(ctx)
	cancel()
	log.Fatal("done")
}

func endless(ctx context.Context) {
	_, cancel := context.WithCancel(ctx)
	defer cancel()
	for {
	}
}

func middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
	})
}
`

// want are the bodies of the mutants of each function, without their white
// space. The others are not mistakes, or nobody could tell.
var want = map[string][]string{
	"deferred": {
		"child, _ := context.WithCancel(ctx) return child.Err()",
		"child, cancel := context.WithCancel(ctx) if planted { return nil } defer cancel() return child.Err()",
	},
	"everyBranch": {
		"ctx, cancel := context.WithCancel(ctx) if ctx.Err() != nil { return ctx.Err() } cancel() return nil",
		"ctx, cancel := context.WithCancel(ctx) if ctx.Err() != nil { cancel() return ctx.Err() } return nil",
		"ctx, cancel := context.WithCancel(ctx) if ctx.Err() != nil { if planted { cancel() } return ctx.Err() } cancel() return nil",
		"ctx, cancel := context.WithCancel(ctx) if ctx.Err() != nil { cancel() return ctx.Err() } if planted { cancel() } return nil",
		"ctx, cancel := context.WithCancel(ctx) if ctx.Err() != nil { if planted { return nil } cancel() return ctx.Err() } cancel() return nil",
		"ctx, cancel := context.WithCancel(ctx) if ctx.Err() != nil { cancel() return ctx.Err() } if planted { return nil } cancel() return nil",
	},
	"covered": { // stop's context is the parent, so that cancel is not needed
		"ctx, _ = context.WithCancel(ctx) ctx, cancel := context.WithCancel(ctx) defer cancel() return ctx.Err()",
		"ctx, stop := context.WithCancel(ctx) ctx, cancel := context.WithCancel(ctx) defer cancel() if planted { stop() } return ctx.Err()",
		"ctx, stop := context.WithCancel(ctx) ctx, cancel := context.WithCancel(ctx) defer cancel() if planted { return nil } stop() return ctx.Err()",
	},
	"middleware": {
		"return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(w, r.WithContext(context.Background())) })",
		"return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { })",
		"return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { if planted { return } next.ServeHTTP(w, r) })",
		"return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { planted := make(chan struct{}) go func() { defer close(planted); next.ServeHTTP(w, r) }() <-planted })",
	},
}

func TestPlant(t *testing.T) {
	plan, file := plant(t)
	have := map[string][]string{}
	for _, m := range plan.Mutants {
		_, body, _ := strings.Cut(m.Text, " {\n")
		name := m.Func[strings.LastIndexByte(m.Func, '.')+1:]
		have[name] = append(have[name], strings.Join(strings.Fields(strings.TrimSuffix(body, "}")), " "))
	}
	for name, bodies := range have {
		if !slices.Equal(bodies, want[name]) {
			t.Errorf("mutants of %s:\n%s\nwant\n%s", name, strings.Join(bodies, "\n"), strings.Join(want[name], "\n"))
		}
	}
	for name := range want {
		if have[name] == nil {
			t.Errorf("no mutants of %s", name)
		}
	}
	if text := string(plan.Overlay[file]); !strings.HasPrefix(text, source) || strings.Count(text, "var planted bool\n") != 1 {
		t.Errorf("the file with mutants is\n%s", text)
	}
}

func TestJudge(t *testing.T) {
	plan, file := plant(t)
	at := func(rule, text string) report.Finding {
		before, _, found := strings.Cut(string(plan.Overlay[file]), text)
		if !found {
			t.Fatalf("no %s in the overlay", text)
		}
		f := report.Finding{Rule: rule}
		f.File, f.Start.Line = file, strings.Count(before, "\n")+1
		return f
	}
	results := plan.Judge([]report.Finding{
		at("discardedcancel", "func deferredPlanted0"),
		at("other", "func deferredPlanted1"),
		at("discardedcancel", "func everyBranch("), // was wrong before
		at("discardedcancel", "func covered("),     /* one line less would be of another function */
	})
	var b strings.Builder
	if err := mutate.Table(&b, results); err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(b.String())
	if text := strings.Join(fields, " "); !strings.Contains(text, "discardedcancel all 2 1 ") {
		t.Errorf("table is\n%s", b.String())
	}
	if other := results[1].Other; len(other) != 1 || other[0] != "other" {
		t.Errorf("other rules are %v", other)
	}
}

func plant(t *testing.T) (plan *mutate.Plan, file string) {
	t.Helper()
	dir := t.TempDir()
	file = filepath.Join(dir, "p.go")
	for name, text := range map[string]string{file: source, filepath.Join(dir, "go.mod"): "module example.com/p\n\ngo 1.26\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	plan, err := mutate.Plant(dir, func(string) bool { return true }, mutate.Operators())
	if err != nil {
		t.Fatal(err)
	}
	return plan, file
}
