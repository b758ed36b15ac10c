package goodserver

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace"

	"example.com/fixtures/internal/process"
)

// printer tells what is exported.
type printer struct{}

func (printer) ExportSpans(_ context.Context, spans []trace.ReadOnlySpan) error {
	fmt.Println("exported", len(spans))
	return nil
}

func (printer) Shutdown(context.Context) error { return nil }

// TestVerify stops a program that waits for the signal.
func TestVerify(t *testing.T) {
	if process.Is("run") {
		announcing := func(net.Listener) context.Context {
			fmt.Println("serving")
			return context.Background()
		}
		t.Log(Run(t.Context(), &http.Server{Addr: "127.0.0.1:0", BaseContext: announcing}, printer{}))
		return
	}
	if out := process.Stopped(t, "TestVerify", "run"); !strings.Contains(out, "exported 1") {
		t.Error(out)
	}
}
