package unabortedgin

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"example.com/fixtures/unabortedgin/helper"
)

// AuthAborts aborts with its answer.
func AuthAborts(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"error": "no token"})
		return
	}
	c.Next()
}

// AuthAbortsBehind aborts in a line of its own.
func AuthAbortsBehind(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		c.JSON(http.StatusUnauthorized, gin.H{"error": "no token"})
		c.Abort()
		return
	}
	c.Next()
}

// AuthAbortsBefore aborts first.
func AuthAbortsBefore(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		c.Abort()
		c.String(http.StatusUnauthorized, "no token")
		return
	}
	c.Next()
}

// Refusing leaves it to a helper.
func Refusing(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		helper.Refuse(c, http.StatusUnauthorized, "no token")
		return
	}
	c.Next()
}

// Errors answers when the handlers behind have run.
func Errors(c *gin.Context) {
	c.Next()
	if len(c.Errors) > 0 {
		c.JSON(http.StatusInternalServerError, c.Errors)
	}
}

// Cached answers well, and says so.
func Cached(lookup func(string) (string, bool)) gin.HandlerFunc {
	return func(c *gin.Context) {
		if text, ok := lookup(c.Request.URL.Path); ok {
			c.String(http.StatusOK, text)
			c.Abort()
			return
		}
		c.Next()
	}
}

// Custom answers by a function that may do anything.
func Custom(refuse func(*gin.Context)) gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.GetHeader("Authorization") == "" {
			c.Status(http.StatusUnauthorized)
			refuse(c)
			return
		}
		c.Next()
	}
}

// pay is the end of the chain.
func pay(c *gin.Context) {
	if c.Query("amount") == "" {
		c.JSON(http.StatusBadRequest, gin.H{"error": "how much?"})
		return
	}
	c.JSON(http.StatusOK, gin.H{"paid": true})
}

func goodRoutes(r *gin.Engine, lookup func(string) (string, bool), refuse func(*gin.Context)) {
	r.Use(Errors, Cached(lookup))
	group := r.Group("/v1", AuthAborts, Custom(refuse))
	group.POST("/pay", AuthAbortsBehind, AuthAbortsBefore, Refusing, pay)
}
