package detachednext

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"

	"example.com/fixtures/detachednext/helper"
)

func setsDeadline(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx)) // want `next is called with a context that is detached from the request: it comes from context.Background\(\)`
	})
}

func replacesRequest(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r = r.Clone(helper.WithTenant(context.Background(), r.Header.Get("X-Tenant")))
		next(w, r) // want `next is called with a context that is detached from the request: it comes from context.Background\(\)`
	}
}

func setsRequestInEcho(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx := helper.WithTenant(context.Background(), c.Request().Header.Get("X-Tenant"))
		c.SetRequest(c.Request().WithContext(ctx))
		return next(c) // want `next is called with a context that is detached from the request: it comes from context.Background\(\)`
	}
}

func setsRequestInGin(c *gin.Context) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next() // want `c.Next is called with a context that is detached from the request: it comes from context.Background\(\)`
}
