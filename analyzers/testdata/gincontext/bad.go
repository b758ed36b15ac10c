// Command gincontext serves a shop's orders.
package main

import (
	"context"
	"log"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"example.com/fixtures/gincontext/helper"
)

func main() {
	if err := http.ListenAndServe(":8080", router(&helper.Orders{})); err != nil {
		log.Print(err)
	}
}

func router(orders *helper.Orders) http.Handler {
	h := &handlers{orders}
	r := gin.New()
	r.GET("/orders/:id", h.get)
	r.GET("/slow/:id", h.getSlowly)
	r.GET("/audited/:id", func(c *gin.Context) {
		helper.Audit("read", c) // want `helper.Audit gets the gin context c as its context`
		c.Status(http.StatusNoContent)
	})
	r.GET("/good/:id", h.getWell)
	return r
}

type handlers struct{ orders *helper.Orders }

func (h *handlers) get(c *gin.Context) {
	order, err := h.orders.Find(c, c.Param("id")) // want `^h.orders.Find gets the gin context c as its context: it is never cancelled, and has no deadline and no span$`
	if err != nil {
		c.Status(http.StatusInternalServerError)
		return
	}
	c.String(http.StatusOK, order)
}

// getSlowly sets a limit, and derives from the wrong context.
func (h *handlers) getSlowly(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c, time.Minute) // want `context.WithTimeout gets the gin context c as its context`
	defer cancel()
	order, _ := h.orders.Find(ctx, c.Param("id"))
	c.String(http.StatusOK, order)
}
