package detachednext

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/go-kit/kit/endpoint"
	"github.com/go-kratos/kratos/v2/middleware"
	"google.golang.org/grpc"
)

// scenario sends one request through an interceptor and reports whether the
// handler got the context of that request: its values, deadline and end.
type scenario struct {
	name     string
	cured    bool // a safe fix exists
	attached func(t *testing.T) bool
}

// TestVerify shows that the handlers behind the bad functions know nothing of
// their caller, unless the fixes have been applied, and those behind the good
// ones do.
func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range badScenarios() {
		if want := fixed && s.cured; s.attached(t) != want {
			t.Errorf("%s: attached to the request: %v, want %v", s.name, !want, want)
		}
	}
	for _, s := range goodScenarios() {
		if !s.attached(t) {
			t.Errorf("%s: detached from the request", s.name)
		}
	}
}

func badScenarios() []scenario {
	quiet := func(context.Context) {}
	return []scenario{
		{"limitsTime", true, unaryServer(limitsTime(time.Minute))},
		{"startsOver", true, unaryServer(startsOver)},
		{"reassigns", true, unaryServer(reassigns)},
		{"keepsOnlyTheSpan", true, unaryServer(keepsOnlyTheSpan)},
		{"replacesStreamContext", true, streamServer(replacesStreamContext)},
		{"limitsStreamTime", true, streamServer(limitsStreamTime)},
		{"addsMetadata", true, unaryClient(addsMetadata)},
		{"addsMetadataToStreams", true, streamClient(addsMetadataToStreams)},
		{"setsTenant", true, kratosChain(setsTenant)},
		{"delays", true, kitChain(delays)},
		{"inConnect", true, connectServer(inConnect)},
		{"setsDeadline", true, httpServer(setsDeadline)},
		{"replacesRequest", true, httpServer(asHandler(replacesRequest))},
		{"setsRequestInEcho", true, echoServer(setsRequestInEcho)},
		{"setsRequestInGin", true, ginServer(setsRequestInGin)},

		{"madeInHelper", false, unaryClient(madeInHelper)},
		{"detachedInHelper", false, httpServer(detachedInHelper)},
		{"madeInConstructor", false, unaryServer(madeInConstructor())},
		{"sharedWithGoroutine", false, unaryServer(sharedWithGoroutine(quiet))},
		{"hasNoName", false, unaryServer(hasNoName)},
	}
}

func goodScenarios() []scenario {
	return []scenario{
		{"derives", false, unaryServer(derives)},
		{"outlivesOnPurpose", false, unaryServer(outlivesOnPurpose)},
		{"outlivesInHelper", false, unaryServer(outlivesInHelper)},
		{"onlyIfThereIsNone", false, unaryServer(onlyIfThereIsNone)},
		{"detachesSome", false, unaryServer(detachesSome)},
		{"keepsValues", false, unaryServer(keepsValues)},
		{"derivesForStream", false, streamServer(derivesForStream)},
		{"keepsStreamContext", false, streamServer(keepsStreamContext)},
		{"appendsMetadata", false, unaryClient(appendsMetadata)},
		{"derivesInLoop", false, kratosChain(derivesInLoop)},
		{"derivesFromRequest", false, httpServer(derivesFromRequest)},
		{"derivesInEcho", false, echoServer(derivesInEcho)},
		{"derivesInGin", false, ginServer(derivesInGin)},
		{"detachesCopyInGin", false, ginServer(detachesCopyInGin)},
	}
}

// TestVerifyBackground runs what calls its handler apart from the request.
func TestVerifyBackground(t *testing.T) {
	calls := make(chan context.Context, 3)
	handler := func(ctx context.Context, req any) (any, error) {
		calls <- ctx
		return req, nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := refreshesInBackground(ctx, nil, &grpc.UnaryServerInfo{}, handler); err != nil {
		t.Fatal(err)
	}
	live := 0
	for range 2 {
		if (<-calls).Err() == nil {
			live++
		}
	}
	if live != 1 {
		t.Errorf("refreshesInBackground: %d calls outlive the request, want 1", live)
	}

	if _, err := shared(new(sync.Once))(ctx, nil, &grpc.UnaryServerInfo{}, handler); err != nil {
		t.Fatal(err)
	}
	if err := (<-calls).Err(); err != nil {
		t.Errorf("shared: the call ends with the caller: %v", err)
	}
}

func kratosChain(m middleware.Middleware) func(*testing.T) bool {
	return func(t *testing.T) bool {
		return endsWithCaller(t, func(ctx context.Context, handler func(context.Context, any) (any, error)) error {
			_, err := middleware.Chain(m)(handler)(ctx, "request")
			return err
		})
	}
}

func kitChain(m endpoint.Middleware) func(*testing.T) bool {
	return func(t *testing.T) bool {
		return endsWithCaller(t, func(ctx context.Context, handler func(context.Context, any) (any, error)) error {
			_, err := endpoint.Chain(m)(handler)(ctx, "request")
			return err
		})
	}
}

// endsWithCaller reports whether the handler's context has ended when the
// caller's has.
func endsWithCaller(t *testing.T, call func(context.Context, func(context.Context, any) (any, error)) error) bool {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	ended := false
	err := call(ctx, func(ctx context.Context, req any) (any, error) {
		ended = ctx.Err() != nil
		return req, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ended
}
