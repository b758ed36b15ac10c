package consumedbody

import (
	"bytes"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	"github.com/labstack/echo/v4"

	"example.com/fixtures/consumedbody/helper"
)

func ginPutBack(c *gin.Context) {
	body, err := c.GetRawData()
	if err != nil || c.GetHeader("X-Signature") != signature(body) {
		c.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	c.Request.Body = io.NopCloser(bytes.NewReader(body))
	c.Next()
}

// ginKept keeps the body where the handler finds it.
func ginKept(c *gin.Context) {
	var order helper.Order
	if c.ShouldBindBodyWith(&order, binding.JSON) != nil {
		c.AbortWithStatus(http.StatusBadRequest)
	}
}

// ginSet gives the handler what it has read.
func ginSet(c *gin.Context) {
	var order helper.Order
	if c.ShouldBindJSON(&order) != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	c.Set("order", order.ID)
}

// ginSave is the last of a chain.
func ginSave(c *gin.Context) {
	var order helper.Order
	if c.ShouldBindJSON(&order) != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	c.JSON(http.StatusOK, order)
}

// ginAnother gives the context a request of its own.
func ginAnother(c *gin.Context) {
	body, err := c.GetRawData()
	if err != nil {
		c.Abort()
		return
	}
	inner, err := http.NewRequest(c.Request.Method, c.Request.URL.String(), bytes.NewReader(body))
	if err != nil {
		c.Abort()
		return
	}
	c.Request = inner
	c.Next()
}

func goodGinRoutes() *gin.Engine {
	r := gin.New()
	r.POST("/signed", ginPutBack, ginSave)
	r.POST("/kept", ginKept, ginSave)
	r.POST("/set", ginSet, ginSave)
	r.POST("/another", ginAnother, ginSave)
	return r
}

func echoPutBack(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		body, err := io.ReadAll(c.Request().Body)
		if err != nil {
			return err
		}
		c.Logger().Infof("%s", body)
		c.Request().Body = io.NopCloser(bytes.NewReader(body))
		return next(c)
	}
}

func echoSetRequest(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		body, err := io.ReadAll(c.Request().Body)
		if err != nil {
			return err
		}
		inner, err := http.NewRequest(c.Request().Method, c.Request().URL.String(), bytes.NewReader(body))
		if err != nil {
			return err
		}
		c.SetRequest(inner)
		return next(c)
	}
}

func echoSet(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		var order helper.Order
		if err := c.Bind(&order); err != nil {
			return err
		}
		c.Set("order", order)
		return next(c)
	}
}

type search struct {
	Query string `query:"q" json:"q"`
}

// echoQuery binds what may come in the query.
func echoQuery(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		var s search
		if err := c.Bind(&s); err != nil || s.Query == "" {
			return echo.ErrBadRequest
		}
		return next(c)
	}
}
