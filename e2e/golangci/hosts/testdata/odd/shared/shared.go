// Package shared is of a module that services of one repository share.
package shared

import (
	"context"
	"time"
)

// Limited returns a context that ends soon.
func Limited(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, time.Second)
}
