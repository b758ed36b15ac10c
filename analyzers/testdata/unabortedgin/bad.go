package unabortedgin

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"example.com/fixtures/unabortedgin/helper"
)

// Auth refuses and returns.
func Auth(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		c.JSON(http.StatusUnauthorized, gin.H{"error": "no token"}) // want `request is refused by JSON without aborting: the handlers behind run all the same`
		return
	}
	c.Next()
}

// Limited is built by a constructor, and has no Next.
func Limited(allow func() bool) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !allow() {
			c.Status(http.StatusTooManyRequests) // want `request is refused by Status without aborting: the handlers behind run all the same`
		}
	}
}

// Versioned answers by a helper.
func Versioned(c *gin.Context) {
	switch c.GetHeader("X-Version") {
	case "1", "2":
	case "":
		helper.Fail(c, http.StatusBadRequest, "which version?") // want `request is refused by Fail without aborting: the handlers behind run all the same`
	default:
		c.String(http.StatusNotFound, "no such version") // want `request is refused by String without aborting: the handlers behind run all the same`
		return
	}
	c.Next()
}

func routes(r *gin.Engine, allow func() bool, pay gin.HandlerFunc) {
	r.Use(Limited(allow))
	r.POST("/pay", Auth, pay)
	r.POST("/pay/versioned", Versioned, pay)
}
