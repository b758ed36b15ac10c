package sharedgincontext

import (
	"net/http"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

// copied gives the goroutine a copy.
func copied(c *gin.Context, record func(user string)) {
	cp := c.Copy()
	go func() {
		record(cp.GetString("user"))
	}()
	c.Status(http.StatusAccepted)
}

// takenOut takes out what is needed.
func takenOut(c *gin.Context, record func(user string)) {
	user := c.GetString("user")
	go record(user)
	c.Status(http.StatusAccepted)
}

// waited waits for the goroutines.
func waited(c *gin.Context, lookup func(string) int) {
	var group sync.WaitGroup
	sums := make([]int, 2)
	group.Add(2)
	for i, name := range []string{"a", "b"} {
		go func() {
			defer group.Done()
			sums[i] = lookup(c.Query(name))
		}()
	}
	group.Wait()
	c.JSON(http.StatusOK, sums)
}

// received waits for the result.
func received(c *gin.Context, lookup func(string) int) {
	sum := make(chan int, 1)
	go func() { sum <- lookup(c.Query("name")) }()
	c.JSON(http.StatusOK, <-sum)
}

// echoTakenOut takes out what is needed.
func echoTakenOut(c echo.Context, record func(user any)) error {
	user := c.Get("user")
	go func() { record(user) }()
	return c.NoContent(http.StatusAccepted)
}
