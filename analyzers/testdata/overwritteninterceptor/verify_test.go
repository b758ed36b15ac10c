package overwritteninterceptor

import (
	"net"
	"os"
	"slices"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/interop/grpc_testing"

	"example.com/fixtures/internal/grpctest"
	"example.com/fixtures/overwritteninterceptor/helper"
)

// scenario makes a connection; ran are the interceptors of the unary calls on
// it, fixed those after the fixes.
type scenario struct {
	name       string
	ran, fixed []string
	dial       func(r *helper.Ran, target string, creds grpc.DialOption) (*grpc.ClientConn, error)
}

// TestVerify shows that interceptors of the bad functions never run, unless the
// fixes have been applied.
func TestVerify(t *testing.T) {
	for _, s := range []scenario{
		{"twice", []string{"second"}, []string{"first", "second"}, twice},
		{"appended", []string{"second"}, []string{"first", "second"}, func(r *helper.Ran, target string, creds grpc.DialOption) (*grpc.ClientConn, error) {
			return appended(r, target, true, creds)
		}},
		{"afterDefaults", []string{"own"}, []string{"defaults", "own"}, afterDefaults},
		{"throughDial", []string{"tracing"}, []string{"tracing", "own"}, throughDial},
		{"fromHelpers", []string{"tracing"}, []string{"tracing"}, fromHelpers},

		{"chained", []string{"chained", "own"}, []string{"chained", "own"}, chained},
		{"singleAndChain", []string{"defaults", "own"}, []string{"defaults", "own"}, singleAndChain},
		{"throughDialChained", []string{"tracing", "own"}, []string{"tracing", "own"}, throughDialChained},
		{"otherKind", []string{"defaults"}, []string{"defaults"}, otherKind},
	} {
		want := s.ran
		if os.Getenv("GOVLINT_FIXED") != "" {
			want = s.fixed
		}
		if got := call(t, s); !slices.Equal(got, want) {
			t.Errorf("%s: %q have run, want %q", s.name, got, want)
		}
	}
}

// call makes one call on the connection of a scenario.
func call(t *testing.T, s scenario) []string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := grpc.NewServer()
	grpc_testing.RegisterTestServiceServer(srv, grpctest.Service{})
	go srv.Serve(listener)
	defer srv.Stop()

	ran := &helper.Ran{}
	conn, err := s.dial(ran, listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := grpctest.Call(grpc_testing.NewTestServiceClient(conn)); err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	return ran.Names
}

// TestVerifyServer shows that a server refuses the second interceptor, also of
// options that a function has returned.
func TestVerifyServer(t *testing.T) {
	for name, run := range map[string]func(r *helper.Ran){
		"server": func(r *helper.Ran) { server(r) },
		"serverOptions": func(r *helper.Ran) {
			if opts, err := serverOptions(r, true); err == nil {
				grpc.NewServer(opts...)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if panicked := recover() != nil; panicked == (os.Getenv("GOVLINT_FIXED") != "") {
					t.Errorf("the server panics: %v", panicked)
				}
			}()
			run(&helper.Ran{})
		})
	}
}
