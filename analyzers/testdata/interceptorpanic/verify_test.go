package interceptorpanic

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/go-kit/kit/endpoint"
	"github.com/go-kratos/kratos/v2/middleware"
	"google.golang.org/grpc"

	"example.com/fixtures/internal/grpctest"
)

var scenarios = map[string]func(t *testing.T){
	"needsMetadata": unary(needsMetadata),
	"needsTenant": func(t *testing.T) {
		grpctest.Receive(grpctest.Dial(t, grpctest.Service{}, []grpc.ServerOption{grpc.StreamInterceptor(needsTenant())}))
	},
	"inClient": func(t *testing.T) {
		grpctest.Call(grpctest.Dial(t, grpctest.Service{}, nil, grpc.WithUnaryInterceptor(inClient)))
	},
	"inKratos": func(*testing.T) {
		middleware.Chain(inKratos)(func(context.Context, any) (any, error) { return nil, nil })(context.Background(), nil)
	},
	"inKit": func(*testing.T) {
		endpoint.Chain(inKit)(func(context.Context, any) (any, error) { return nil, nil })(context.Background(), nil)
	},

	"returnsError": unary(returnsError),
	"constructor":  unary(constructor([]string{"a"})),
	"recoversOwn":  unary(recoversOwn),
}

var good = map[string]bool{"returnsError": true, "constructor": true, "recoversOwn": true}

func unary(i grpc.UnaryServerInterceptor) func(*testing.T) {
	return func(t *testing.T) {
		grpctest.Call(grpctest.Dial(t, grpctest.Service{}, []grpc.ServerOption{grpc.UnaryInterceptor(i)}))
	}
}

// TestVerify makes one call through each interceptor, in a process of its own:
// with the bad ones the process ends.
func TestVerify(t *testing.T) {
	if name := os.Getenv("SCENARIO"); name != "" {
		scenarios[name](t)
		return
	}
	for name := range scenarios {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(os.Args[0], "-test.run=^TestVerify$")
			cmd.Env = append(os.Environ(), "SCENARIO="+name)
			out, err := cmd.CombinedOutput()
			if died := err != nil && strings.Contains(string(out), "panic: "); died == good[name] {
				t.Errorf("died: %v\n%s", died, out)
			}
		})
	}
}
