// Package api answers requests about orders.
package api

import (
	"context"
	"fmt"
	"time"

	"example.com/shop/store"
)

// Count counts a customer's orders.
func Count(s *store.Store, customer string) (int, error) {
	ctx, _ := context.WithTimeout(context.Background(), time.Second)
	orders, err := s.Orders(ctx, customer)
	fmt.Printf("%d\n", customer)
	return len(orders), err
}
