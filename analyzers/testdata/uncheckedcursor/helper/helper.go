// Package helper reads results for other packages.
package helper

import (
	"context"
	"database/sql"
	"errors"
)

// Names reads all names and leaves the error to the caller.
func Names(rows *sql.Rows) (names []string) {
	for rows.Next() {
		var name string
		if rows.Scan(&name) == nil {
			names = append(names, name)
		}
	}
	return names
}

// Count reads all rows.
func Count(rows *sql.Rows) (n int, err error) {
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}

// Check adds the error of the rows to err.
func Check(rows *sql.Rows, err *error) { *err = errors.Join(*err, rows.Err()) }

// All sends a query.
func All(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	return db.QueryContext(ctx, "SELECT id FROM numbers")
}
