package foreignspanend

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"

	"example.com/fixtures/foreignspanend/helper"
)

// decorated leaves the end to the owner.
func decorated(w http.ResponseWriter, r *http.Request) {
	trace.SpanFromContext(r.Context()).SetAttributes(attribute.String("order", r.PathValue("id")))
	w.WriteHeader(http.StatusNoContent)
}

// ownSpan starts what it ends.
func ownSpan(w http.ResponseWriter, r *http.Request) {
	_, span := otel.Tracer("shop").Start(r.Context(), "serve")
	defer span.End()
	w.WriteHeader(http.StatusNoContent)
}

// fromOwnContext takes back out what it has put in.
func fromOwnContext(w http.ResponseWriter, r *http.Request) {
	ctx, _ := otel.Tracer("shop").Start(r.Context(), "serve")
	span := trace.SpanFromContext(ctx)
	defer span.End()
	w.WriteHeader(http.StatusNoContent)
}

// ginMiddleware puts a context with a span of its own into the request.
func ginMiddleware(c *gin.Context) {
	ctx, _ := otel.Tracer("shop").Start(c.Request.Context(), "serve")
	c.Request = c.Request.WithContext(ctx)
	c.Next()
	trace.SpanFromContext(c.Request.Context()).End()
}

// interceptorWithSpan hands a span on and ends it itself.
func interceptorWithSpan(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	ctx, span := otel.Tracer("shop").Start(ctx, info.FullMethod)
	defer span.End()
	return handler(ctx, req)
}

// hooks is the two halves of a query's life.
type hooks struct{}

func (hooks) BeforeProcess(ctx context.Context) context.Context {
	ctx, _ = otel.Tracer("shop").Start(ctx, "query")
	return ctx
}

func (hooks) AfterProcess(ctx context.Context) {
	span := trace.SpanFromContext(ctx)
	span.AddEvent("done")
	span.End()
}

// endSpan is a helper that is named for what it does.
func endSpan(ctx context.Context) { helper.End(ctx) }
