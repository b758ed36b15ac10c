// Package helper does to rows what other packages of a service do.
package helper

import (
	"context"
	"database/sql"
)

// Close closes rows and keeps the first error.
func Close(rows *sql.Rows, err *error) {
	if cerr := rows.Close(); cerr != nil && *err == nil {
		*err = cerr
	}
}

// Scan reads one row.
func Scan(rows *sql.Rows) (id int, err error) {
	err = rows.Scan(&id)
	return id, err
}

// All hands out rows that the caller has to close.
func All(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	return db.QueryContext(ctx, "SELECT id FROM numbers")
}
