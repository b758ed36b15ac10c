// Package helper answers requests for other packages of a service.
package helper

import "github.com/gin-gonic/gin"

// Fail answers with an error.
func Fail(c *gin.Context, code int, message string) {
	c.JSON(code, gin.H{"error": message})
}

// Refuse answers with an error and ends the chain.
func Refuse(c *gin.Context, code int, message string) {
	c.AbortWithStatusJSON(code, gin.H{"error": message})
}
