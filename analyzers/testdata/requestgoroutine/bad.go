package requestgoroutine

import (
	"context"
	"log"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"google.golang.org/grpc/health/grpc_health_v1"

	"example.com/fixtures/requestgoroutine/helper"
)

// server serves orders.
type server struct {
	grpc_health_v1.UnimplementedHealthServer
	audit *helper.Audit
	peer  grpc_health_v1.HealthClient
}

// order answers at once, and records in the background.
func (s *server) order(w http.ResponseWriter, r *http.Request) {
	go func() {
		if err := s.audit.Record(r.Context(), "order"); err != nil { // want `^s.audit.Record is called in a goroutine with the context of the request, which ends when the handler returns$`
			log.Print(err)
		}
	}()
	w.WriteHeader(http.StatusAccepted)
}

// direct starts the call itself.
func (s *server) direct(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	go s.audit.Record(ctx, "direct") // want `s.audit.Record is called in a goroutine with the context of the request`
	w.WriteHeader(http.StatusAccepted)
}

// Check asks a peer when it has answered.
func (s *server) Check(ctx context.Context, in *grpc_health_v1.HealthCheckRequest) (*grpc_health_v1.HealthCheckResponse, error) {
	go func() {
		tctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		_, _ = s.peer.Check(tctx, in) // want `s.peer.Check is called in a goroutine with the context of the request`
	}()
	return &grpc_health_v1.HealthCheckResponse{}, nil
}

// withGin gives the goroutine the context as an argument.
func (s *server) withGin(c *gin.Context) {
	go func(ctx context.Context) {
		_ = s.audit.Record(ctx, "gin") // want `s.audit.Record is called in a goroutine with the context of the request`
	}(c.Request.Context())
	c.Status(http.StatusAccepted)
}

func register(s *server, mux *http.ServeMux, router *gin.Engine, services interface {
	grpc_health_v1.HealthServer
}) {
	mux.HandleFunc("/order", s.order)
	mux.HandleFunc("/direct", s.direct)
	router.GET("/gin", s.withGin)
}
