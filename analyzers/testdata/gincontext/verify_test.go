package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"example.com/fixtures/gincontext/helper"
)

// TestVerify asks for an order with a deadline and a value, and looks at what
// arrives at the store.
func TestVerify(t *testing.T) {
	gin.SetMode(gin.TestMode)
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for path, bound := range map[string]bool{"/orders/1": fixed, "/slow/1": fixed, "/good/1": true} {
		orders := &helper.Orders{}
		ctx, cancel := context.WithDeadline(context.WithValue(t.Context(), key{}, "trace 1"), time.Now().Add(time.Second))
		defer cancel()
		router(orders).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil).WithContext(ctx))

		if got := orders.Asked.Value(key{}) != nil; got != bound {
			t.Errorf("%s: the value arrives: %t", path, got)
		}
		deadline, ok := orders.Asked.Deadline()
		if got := ok && time.Until(deadline) <= time.Second; got != bound {
			t.Errorf("%s: the deadline arrives: %t", path, got)
		}
	}
}

type key struct{}
