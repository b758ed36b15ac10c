// Package api has the handlers of its program, and is silent: the program may
// set ContextWithFallback.
package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"example.com/fixtures/gincontext/helper"
)

// Router returns the router of the program.
func Router(orders *helper.Orders) *gin.Engine {
	get := func(c *gin.Context) { _, _ = orders.Find(c, c.Param("id")); c.Status(http.StatusOK) }
	r := gin.Default()
	r.GET("/orders/:id", get)
	r.GET("/audited/:id", func(c *gin.Context) { helper.Audit("read", c) })
	return r
}
