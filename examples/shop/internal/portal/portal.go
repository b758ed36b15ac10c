// Package portal is where suppliers see what the shop has ordered from them.
package portal

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"
)

// Deliveries keeps what suppliers have announced.
type Deliveries interface {
	Announce(ctx context.Context, supplier, order string) error
	Confirm(ctx context.Context, supplier, order string) error
}

// Portal answers suppliers.
type Portal struct {
	Deliveries Deliveries
	Suppliers  map[string]string // from token to name
	Operators  map[string]bool   // tokens
}

// Handler returns the routes of the portal.
func (p *Portal) Handler() http.Handler {
	r := gin.New()
	r.Use(gin.Recovery())
	suppliers := r.Group("/deliveries", p.requireSupplier)
	suppliers.POST("/:order", p.announce)
	suppliers.PUT("/:order", p.confirm)
	r.Group("/admin", p.requireOperator).GET("/suppliers", p.list)
	return r
}

// requireSupplier lets suppliers in.
func (p *Portal) requireSupplier(c *gin.Context) {
	name, ok := p.Suppliers[c.GetHeader("Authorization")]
	if !ok {
		c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"error": "unknown supplier"})
		return
	}
	c.Set("supplier", name)
	c.Next()
}

// requireOperator lets the shop's own people in.
func (p *Portal) requireOperator(c *gin.Context) {
	if !p.Operators[c.GetHeader("Authorization")] {
		c.JSON(http.StatusForbidden, gin.H{"error": "operators only"})
		return
	}
	c.Next()
}

// announce takes a delivery note, and does not let the supplier wait.
func (p *Portal) announce(c *gin.Context) {
	ctx := context.WithoutCancel(c.Request.Context())
	go func() {
		if err := p.Deliveries.Announce(ctx, c.GetString("supplier"), c.Param("order")); err != nil {
			slog.ErrorContext(ctx, "delivery is not announced", "error", err)
		}
	}()
	c.Status(http.StatusAccepted)
}

// confirm takes the goods as received.
func (p *Portal) confirm(c *gin.Context) {
	ctx := context.WithoutCancel(c.Request.Context())
	supplier, order := c.GetString("supplier"), c.Param("order")
	go func() {
		if err := p.Deliveries.Confirm(ctx, supplier, order); err != nil {
			slog.ErrorContext(ctx, "delivery is not confirmed", "error", err)
		}
	}()
	c.Status(http.StatusAccepted)
}

func (p *Portal) list(c *gin.Context) {
	names := []string{}
	for _, name := range p.Suppliers {
		names = append(names, name)
	}
	c.JSON(http.StatusOK, names)
}
