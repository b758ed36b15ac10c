package detachedcontext

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health/grpc_health_v1"
)

// client remembers the context that it is called with.
type client struct {
	grpc_health_v1.HealthClient
	asked context.Context
}

func (c *client) Check(ctx context.Context, _ *grpc_health_v1.HealthCheckRequest, _ ...grpc.CallOption) (*grpc_health_v1.HealthCheckResponse, error) {
	c.asked = ctx
	return nil, ctx.Err()
}

// TestVerify calls with a context that has ended, and looks whether the work
// is done all the same.
func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()

	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	response, err := fetch(ctx, server.URL)
	if err == nil {
		response.Body.Close()
	}
	if stopped := errors.Is(err, context.DeadlineExceeded); stopped != fixed {
		t.Errorf("fetch stops: %t", stopped)
	}
	request := httptest.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	if response, err = (timed{http.DefaultTransport, func() {}}).RoundTrip(request); err == nil {
		response.Body.Close()
	}
	if stopped := errors.Is(err, context.DeadlineExceeded); stopped != fixed {
		t.Errorf("RoundTrip stops: %t", stopped)
	}
	recorder := httptest.NewRecorder()
	forward(http.DefaultClient, server.Listener.Addr().String())(recorder, request)
	if stopped := recorder.Code == http.StatusBadGateway; stopped != fixed {
		t.Errorf("forward stops: %t", stopped)
	}
	c := &client{}
	if stopped := errors.Is(check(ctx, c), context.DeadlineExceeded); stopped != fixed {
		t.Errorf("check stops: %t", stopped)
	}
	if deadline, ok := c.asked.Deadline(); !ok || deadline.After(time.Now()) != !fixed {
		t.Errorf("check has the deadline %v", deadline)
	}
	suggested := os.Getenv("GOVLINT_FIXED") == "all"
	valued := context.WithValue(t.Context(), name{}, "order")
	var handled any
	deliver(func(receive func(context.Context, []byte)) { receive(valued, nil) }, func(ctx context.Context, _ []byte) error {
		handled = ctx.Value(name{})
		return nil
	})
	if (handled == "order") != suggested {
		t.Errorf("deliver hands over the value %v", handled)
	}
	k := &keeper{}
	if err := save(valued, k); err != nil || (k.value == "order") != suggested {
		t.Errorf("save hands over the value %v: %v", k.value, err)
	}
}

// keeper remembers the value that its context carries.
type keeper struct {
	keys
	value any
}

func (k *keeper) Add(ctx context.Context, _ string) error {
	k.value = ctx.Value(name{})
	return nil
}
