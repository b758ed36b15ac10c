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

// Finish closes the rows and adds their errors to err.
func Finish(rows *sql.Rows, err *error) {
	*err = errors.Join(*err, rows.Err(), rows.Close())
}

// All sends a query.
func All(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	return db.QueryContext(ctx, "SELECT id FROM numbers")
}
