package consumedbody

import (
	"io"
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"

	"example.com/fixtures/consumedbody/helper"
)

func ginSigned(c *gin.Context) {
	body, err := c.GetRawData() // want `request body is read by c.GetRawData and not put back: c.Next gets the request without it`
	if err != nil || c.GetHeader("X-Signature") != signature(body) {
		c.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	c.Next()
}

func ginHasOrder(c *gin.Context) {
	var order helper.Order
	if err := c.ShouldBindJSON(&order); err != nil { // want `request body is read by c.ShouldBindJSON and not put back: gin runs the next handler without it`
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	if order.ID == "" {
		c.AbortWithStatus(http.StatusBadRequest)
	}
}

func ginLogged() gin.HandlerFunc {
	return func(c *gin.Context) {
		body, _ := io.ReadAll(c.Request.Body) // want `request body is read by io.ReadAll and not put back: c.Next gets the request without it`
		log.Printf("%s", body)
		c.Next()
	}
}

func ginRoutes(save gin.HandlerFunc) *gin.Engine {
	r := gin.New()
	r.POST("/signed", ginSigned, save)
	r.POST("/order", ginHasOrder, save)
	r.POST("/logged", ginLogged(), save)
	return r
}

func echoHasOrder(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		var order helper.Order
		if err := c.Bind(&order); err != nil || order.ID == "" { // want `request body is read by c.Bind and not put back: next gets the request without it`
			return echo.ErrBadRequest
		}
		return next(c)
	}
}

func echoLogged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		body, err := io.ReadAll(c.Request().Body) // want `request body is read by io.ReadAll and not put back: next gets the request without it`
		if err != nil {
			return err
		}
		c.Logger().Infof("%s", body)
		return next(c)
	}
}
