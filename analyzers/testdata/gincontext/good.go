package main

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"example.com/fixtures/gincontext/helper"
)

// getWell passes the request's context.
func (h *handlers) getWell(c *gin.Context) {
	order, err := h.orders.Find(c.Request.Context(), c.Param("id"))
	if err != nil {
		c.Status(http.StatusInternalServerError)
		return
	}
	c.String(http.StatusOK, order)
}

// answer is given the gin context as what it is.
func answer(c *gin.Context, orders *helper.Orders) {
	respond(c, "hello")
	_, _ = orders.Find(c.Request.Context(), "1")
}

func respond(c *gin.Context, text string) { c.String(http.StatusOK, text) }

// later works on a copy when the request is over.
func later(c *gin.Context, orders *helper.Orders) {
	cp := c.Copy()
	go func() { _, _ = orders.Find(cp, "1") }()
	c.Status(http.StatusAccepted)
}
