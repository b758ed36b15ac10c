// Command goodfallback lets gin's contexts fall back to those of the requests.
package main

import (
	"log"
	"net/http"

	"github.com/gin-gonic/gin"

	"example.com/fixtures/gincontext/helper"
	"example.com/fixtures/gincontext/split/api"
)

func main() {
	orders := &helper.Orders{}
	r := api.Router(orders)
	r.ContextWithFallback = true
	r.GET("/more/:id", func(c *gin.Context) { _, _ = orders.Find(c, c.Param("id")) })
	if err := http.ListenAndServe(":8080", r); err != nil {
		log.Print(err)
	}
}
