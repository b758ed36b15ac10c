package leakedstack

import (
	"context"
	"io"
	"log"
	"os"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/fixtures/internal/grpctest"
)

// TestVerify shows that clients of the bad servers read the stack of a panic,
// unless the fixes have been applied, and those of the good ones do not.
func TestVerify(t *testing.T) {
	log.SetOutput(io.Discard)
	leaks := os.Getenv("GOVLINT_FIXED") == ""
	bad := serverOptions()
	for _, s := range []struct {
		name   string
		option grpc.ServerOption
		call   func(*testing.T, grpc.ServerOption) error
		leaks  bool
	}{
		{"unary", bad[0], unary, leaks},
		{"stream", bad[1], stream, leaks},
		{"appended", unaryOption(), unary, leaks},
		{"hidesPanic", hidesPanic(), unary, false},
		{"hidesPanicOfStreams", hidesPanicOfStreams(), stream, false},
		{"optionsFromVariable", optionsFromVariable(), unary, false},
		{"version1", version1(), unary, false},
	} {
		err := s.call(t, s.option)
		if got := strings.Contains(err.Error(), "goroutine "); got != s.leaks {
			t.Errorf("%s: leaks the stack: %v, want %v", s.name, got, s.leaks)
		}
		want := codes.Internal
		if s.leaks {
			want = codes.Unknown
		}
		if status.Code(err) != want {
			t.Errorf("%s: %v, want %v", s.name, status.Code(err), want)
		}
	}
}

func boom(context.Context) error { panic("boom") }

func unary(t *testing.T, option grpc.ServerOption) error {
	return grpctest.Call(grpctest.Dial(t, grpctest.Service{Unary: boom}, []grpc.ServerOption{option}))
}

func stream(t *testing.T, option grpc.ServerOption) error {
	return grpctest.Receive(grpctest.Dial(t, grpctest.Service{Stream: boom}, []grpc.ServerOption{option}))
}
