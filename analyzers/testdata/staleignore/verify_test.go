package staleignore

import (
	"context"
	_ "embed"
	"os"
	"regexp"
	"strings"
	"testing"

	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

//go:embed bad.go
var badSource string

//go:embed good.go
var goodSource string

// starts counts the spans that the SDK begins to record.
type starts struct{ n int }

func (s *starts) OnStart(context.Context, sdktrace.ReadWriteSpan) { s.n++ }
func (s *starts) OnEnd(sdktrace.ReadOnlySpan)                     {}
func (s *starts) Shutdown(context.Context) error                  { return nil }
func (s *starts) ForceFlush(context.Context) error                { return nil }

// directive is a comment that suppresses findings about spans.
var directive = regexp.MustCompile(`//(govlint:ignore|nolint:)[^/\n]*(lostspa|lostnext|all|sqlclosecheck)`)

type scenario struct {
	name  string
	cured bool // a safe fix exists
	run   func(context.Context, string) error
}

// TestVerify shows that the directives of the bad functions tell their readers
// of a span that somebody else ends: no span is left for anyone to end. The
// directives of the good functions are about spans that are still open.
func TestVerify(t *testing.T) {
	ended, begun := tracetest.NewInMemoryExporter(), &starts{}
	otel.SetTracerProvider(sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(begun), sdktrace.WithSyncer(ended)))
	lost := func(run func(context.Context, string) error) int {
		begun.n = 0
		ended.Reset()
		_ = run(context.Background(), "")
		return begun.n - len(ended.GetSpans())
	}
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range badScenarios() {
		lies := lost(s.run) == 0 && directive.MatchString(body(t, badSource, s.name))
		if lies == (fixed && s.cured) {
			t.Errorf("%s: a directive about a span that does not exist: %t", s.name, lies)
		}
	}
	for _, s := range goodScenarios() {
		if lost(s.run) == 0 || !directive.MatchString(body(t, goodSource, s.name)) {
			t.Errorf("%s: the directive is about nothing", s.name)
		}
	}
}

// body returns the source of a function with the comment above it.
func body(t *testing.T, source, name string) string {
	before, after, ok := strings.Cut(source, "\nfunc "+name+"(")
	if !ok {
		t.Fatalf("no function %s", name)
	}
	after, _, _ = strings.Cut(after, "\n}\n")
	before += "\n"
	return before[strings.LastIndex(before, "\n\n"):] + after
}

func badScenarios() []scenario {
	return []scenario{
		{"endedMeanwhile", true, endedMeanwhile},
		{"onTheLine", true, onTheLine},
		{"asGolangciLintHasIt", true, asGolangciLintHasIt},
		{"besideAnotherLinter", true, besideAnotherLinter},
		{"bothOfTwo", true, bothOfTwo},
		{"wholeFunction", true, wholeFunction},
		{"movedAway", true, movedAway},
		{"everyRule", true, everyRule},
		{"ruleOfAnother", true, ruleOfAnother},
		{"misspelt", false, misspelt},
		{"noReason", false, noReason},
		{"noReasonForTwo", false, noReasonForTwo},
		{"placeholder", false, placeholder},
	}
}

func goodScenarios() []scenario {
	return []scenario{
		{"needed", false, needed},
		{"neededOnTheLine", false, neededOnTheLine},
		{"neededAsGolangciLintHasIt", false, neededAsGolangciLintHasIt},
		{"neededForAll", false, neededForAll},
		{"neededInside", false, neededInside},
		{"stacked", false, stacked},
	}
}
