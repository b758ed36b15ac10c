// Command goodunwrapped takes gin's context out of the context again.
package main

import (
	"context"
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
)

func main() {
	r := gin.New()
	r.GET("/", func(c *gin.Context) { greet(c) })
	if err := http.ListenAndServe(":8080", r); err != nil {
		log.Print(err)
	}
}

func greet(ctx context.Context) {
	if c, ok := ctx.(*gin.Context); ok {
		c.String(http.StatusOK, "hello "+c.Query("name"))
	}
}
