// Package helper is the store behind the fixtures of detachedcontext.
package helper

import (
	"context"
	"database/sql"
)

// Store keeps orders in a database.
type Store struct{ DB *sql.DB }

// Count counts the orders.
func (s *Store) Count(ctx context.Context) (n int, err error) {
	err = s.query(ctx).Scan(&n)
	return n, err
}

func (s *Store) query(ctx context.Context) *sql.Row {
	return s.DB.QueryRowContext(ctx, "SELECT count(*) FROM orders")
}

// Describe talks to nobody.
func (s *Store) Describe(ctx context.Context) string { return "orders" }

// MarkFailed keeps that some orders have failed.
func MarkFailed(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "UPDATE orders SET failed = 1 WHERE done = 0")
	return err
}
