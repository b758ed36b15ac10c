// Package helper sends statements for other packages.
package helper

import (
	"context"
	"database/sql"
)

// Execer is a pool or a transaction.
type Execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Insert sends a statement.
func Insert(ctx context.Context, db Execer, id int) error {
	_, err := db.ExecContext(ctx, "INSERT INTO items (id) VALUES (?)", id)
	return err
}
