// Package foreignspanend serves a shop's orders and traces how.
package foreignspanend

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/interop/grpc_testing"
)

type service struct {
	grpc_testing.UnimplementedTestServiceServer
}

// EmptyCall ends the span of the gRPC server.
func (service) EmptyCall(ctx context.Context, in *grpc_testing.Empty) (*grpc_testing.Empty, error) {
	span := trace.SpanFromContext(ctx)
	defer span.End() // want `^span is ended here, but it belongs to the caller: it comes from trace.SpanFromContext\(ctx\)$`
	span.SetAttributes(attribute.String("order", "1"))
	return in, nil
}

// interceptor ends it in a closure, before the server has set the status: no fix.
func interceptor(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	current := trace.SpanFromContext(ctx)
	defer func() {
		current.AddEvent("handled")
		current.End() // want `^span current is ended here, but it belongs to the caller`
	}()
	return handler(ctx, req)
}

func handle(w http.ResponseWriter, r *http.Request) {
	span := trace.SpanFromContext(r.Context())
	defer span.End() // want `it comes from trace.SpanFromContext\(r.Context\(\)\)`
	span.SetAttributes(attribute.String("order", r.PathValue("id")))
	w.WriteHeader(http.StatusNoContent)
}

// handleGin ends it at once: no fix.
func handleGin(c *gin.Context) {
	trace.SpanFromContext(c.Request.Context()).End() // want `span is ended here, but it belongs to the caller`
	c.Status(http.StatusNoContent)
}

func handleEcho(c echo.Context) error {
	span := trace.SpanFromContext(c.Request().Context())
	defer span.End() // want `span is ended here`
	span.AddEvent("served")
	return c.NoContent(http.StatusNoContent)
}
