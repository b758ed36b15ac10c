package requestgoroutine

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"google.golang.org/grpc/health/grpc_health_v1"

	"example.com/fixtures/requestgoroutine/helper"
)

// kept keeps the values, and sets a limit.
func (s *server) kept(w http.ResponseWriter, r *http.Request) {
	ctx := context.WithoutCancel(r.Context())
	go func() {
		tctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		_ = s.audit.Record(tctx, "kept")
	}()
	w.WriteHeader(http.StatusAccepted)
}

// waited waits for both calls.
func (s *server) waited(w http.ResponseWriter, r *http.Request) {
	var group sync.WaitGroup
	for _, event := range []string{"a", "b"} {
		group.Add(1)
		go func() {
			defer group.Done()
			_ = s.audit.Record(r.Context(), event)
		}()
	}
	group.Wait()
}

// hedged takes the first answer.
func (s *server) hedged(w http.ResponseWriter, r *http.Request) {
	answers := make(chan error, 2)
	for range 2 {
		go func() { answers <- s.audit.Record(r.Context(), "hedged") }()
	}
	if err := <-answers; err != nil {
		w.WriteHeader(http.StatusBadGateway)
	}
}

// collected lets another function wait.
func (s *server) collected(w http.ResponseWriter, r *http.Request) {
	done := make(chan error)
	go func() { done <- s.audit.Record(r.Context(), "collected") }()
	collect(done)
}

func collect(done <-chan error) error { return <-done }

// beating tells a peer that the request is still there.
func (s *server) beating(w http.ResponseWriter, r *http.Request) {
	go func() {
		for r.Context().Err() == nil {
			_ = s.audit.Record(r.Context(), "beat")
			time.Sleep(time.Second)
		}
	}()
	_, _ = w.Write([]byte("a long answer"))
}

// noted only writes to the log.
func (s *server) noted(w http.ResponseWriter, r *http.Request) {
	go helper.Note(r.Context(), "noted")
	w.WriteHeader(http.StatusAccepted)
}

// run is no handler: who calls it decides how long its context lasts.
func (s *server) run(ctx context.Context) {
	go func() { _ = s.audit.Record(ctx, "run") }()
}

// Watch is a stream, whose goroutines end with it.
func (s *server) Watch(in *grpc_health_v1.HealthCheckRequest, stream grpc_health_v1.Health_WatchServer) error {
	go func() { _ = s.audit.Record(stream.Context(), "watch") }()
	return stream.Send(&grpc_health_v1.HealthCheckResponse{})
}

// withFiber has a context that does not end with the request.
func (s *server) withFiber(c *fiber.Ctx) error {
	ctx := c.UserContext()
	go func() { _ = s.audit.Record(ctx, "fiber") }()
	return c.SendStatus(http.StatusAccepted)
}

// limited is a context of the project's own, which goes on.
type limited struct{ context.Context }

func (limited) Done() <-chan struct{} { return nil }

func (s *server) ownType(w http.ResponseWriter, r *http.Request) {
	go func() { _ = s.audit.Record(limited{r.Context()}, "own") }()
	w.WriteHeader(http.StatusAccepted)
}

// later leaves it to a pool.
func (s *server) later(submit func(func())) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		submit(func() { _ = s.audit.Record(ctx, "later") })
	}
}
