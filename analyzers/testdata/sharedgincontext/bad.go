package sharedgincontext

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

// audited looks at the context when the answer is on its way.
func audited(c *gin.Context, record func(user string)) {
	go func() {
		record(c.GetString("user")) // want `goroutine uses c, which serves another request when the handler has returned`
	}()
	c.Status(http.StatusAccepted)
}

// handedOver gives the context to a function.
func handedOver(c *gin.Context, mail func(*gin.Context)) {
	go mail(c) // want `goroutine uses c, which serves another request when the handler has returned`
	c.Status(http.StatusAccepted)
}

// both start a goroutine each.
func both(c *gin.Context, record func(user string), mail func(*gin.Context)) {
	go func() {
		record(c.GetString("user")) // want `goroutine uses c, which serves another request when the handler has returned`
	}()
	go mail(c) // want `goroutine uses c, which serves another request when the handler has returned`
	c.Status(http.StatusAccepted)
}

// echoed uses echo.
func echoed(c echo.Context, record func(user any)) error {
	go func() {
		record(c.Get("user")) // want `goroutine uses c, which serves another request when the handler has returned`
	}()
	return c.NoContent(http.StatusAccepted)
}

// renamed uses the context under another name.
func renamed(c *gin.Context, record func(user string)) {
	request := c
	go func() {
		record(request.GetString("user")) // want `goroutine uses c, which serves another request when the handler has returned`
	}()
	c.Status(http.StatusAccepted)
}
