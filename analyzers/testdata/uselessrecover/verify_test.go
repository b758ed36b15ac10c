package uselessrecover

import (
	"context"
	"io"
	"log"
	"os"
	"testing"

	"go.opentelemetry.io/otel/trace/noop"
	"google.golang.org/grpc"
)

// scenario runs work that panics.
type scenario struct {
	name  string
	cured bool // a safe fix exists
	run   func(work func())
}

// escapes reports whether the panic gets out: in a goroutine of its own that
// would be the end of the process.
func (s scenario) escapes() (escaped bool) {
	defer func() { escaped = recover() != nil }()
	s.run(func() { panic("boom") })
	return false
}

// TestVerify shows that what the bad functions do against panics has no
// effect, unless the fixes have been applied.
func TestVerify(t *testing.T) {
	log.SetOutput(io.Discard)
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	w := &worker{name: "w"}
	bad := []scenario{
		{"inClosure", true, inClosure},
		{"inInterceptor", true, func(work func()) { intercept(inInterceptor, work) }},
		{"inOtherPackage", true, func(work func()) { inOtherPackage("job", work) }},
		{"run", true, func(work func()) { w.run("job", work) }},
		{"deferredAgain", true, deferredAgain},
		{"finishes", false, w.finishes},
		{"inNamedFunction", false, w.inNamedFunction},
		{"inNestedLiteral", false, inNestedLiteral},
		{"nameChanges", false, nameChanges},
		{"directly", false, directly},
		{"asArgument", false, asArgument},
		{"handedOver", false, handedOver},
	}
	for _, s := range bad {
		if want := !(fixed && s.cured); s.escapes() != want {
			t.Errorf("%s: the panic escapes: %v, want %v", s.name, !want, want)
		}
	}
	for _, s := range []scenario{
		{"deferred", false, deferred},
		{"deferredMethod", false, func(work func()) { deferredMethod(w, work) }},
		{"deferredValue", false, func(work func()) { deferredValue(w, work) }},
		{"deferredThroughInterface", false, func(work func()) { deferredThroughInterface(w, work) }},
		{"deferredPromoted", false, func(work func()) { deferredPromoted(pool{w}, work) }},
		{"deferredFromOtherPackage", false, deferredFromOtherPackage},
		{"recoversItself", false, recoversItself},
		{"handsValueOn", false, handsValueOn},
		{"recoversFirst", false, recoversFirst},
		{"protectsItsOwnWork", false, protectsItsOwnWork},
		{"protectsOneStep", false, protectsOneStep},
		{"rescuesInterceptor", false, func(work func()) { intercept(rescuesInterceptor, work) }},
		{"runsProtected", false, runsProtected},
	} {
		if s.escapes() {
			t.Errorf("%s: the panic escapes", s.name)
		}
	}
}

// TestVerifyObservers shows that observers are called, and let panics go on.
func TestVerifyObservers(t *testing.T) {
	ends := scenario{run: func(work func()) { endsSpan(context.Background(), noop.NewTracerProvider().Tracer(""), work) }}
	if !ends.escapes() {
		t.Error("the end of a span stops a panic")
	}
}

func intercept(i grpc.UnaryServerInterceptor, work func()) {
	_, _ = i(context.Background(), nil, &grpc.UnaryServerInfo{}, func(context.Context, any) (any, error) {
		work()
		return nil, nil
	})
}
