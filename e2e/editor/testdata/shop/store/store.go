// Package store keeps the shop's orders.
package store

import (
	"context"
	"database/sql"
	"time"
)

// Store keeps orders in a database.
type Store struct{ DB *sql.DB }

// Orders returns the names of a customer's orders.
func (s *Store) Orders(ctx context.Context, customer string) ([]string, error) {
	rows, err := s.DB.QueryContext(ctx, "SELECT name FROM orders WHERE customer = ?", customer)
	if err != nil {
		return nil, err
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// Wait waits a little.
func Wait() { time.Sleep(time.Second) }
