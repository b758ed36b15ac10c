// Package reports sums up what the shop has sold, with sqlx.
package reports

import (
	"context"
	"fmt"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the pgx driver
	"github.com/jmoiron/sqlx"
)

// Line is a line of a report.
type Line struct {
	Customer   string `db:"customer"`
	Orders     int    `db:"orders"`
	TotalCents int64  `db:"total_cents"`
}

// Reports reads the orders of a database.
type Reports struct {
	db *sqlx.DB
}

// Open returns the reports on a database.
func Open(url string) (*Reports, error) {
	db, err := sqlx.Open("pgx", url)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db.SetConnMaxIdleTime(5 * time.Minute)
	return &Reports{db: db}, nil
}

// Close releases the connections.
func (r *Reports) Close() error { return r.db.Close() }

const byCustomer = `SELECT customer, count(*) AS orders, sum(total_cents) AS total_cents
	FROM orders WHERE placed_at >= $1 GROUP BY customer ORDER BY total_cents DESC`

// Day returns one line for each customer of a day.
func (r *Reports) Day(ctx context.Context, day time.Time) (lines []Line, err error) {
	err = r.db.SelectContext(ctx, &lines, byCustomer, day)
	return lines, err
}

// Total returns what has been sold since a day.
func (r *Reports) Total(ctx context.Context, since time.Time) (cents int64, err error) {
	rows, err := r.db.QueryxContext(ctx, byCustomer, since)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var line Line
		if err := rows.StructScan(&line); err != nil {
			return 0, err
		}
		cents += line.TotalCents
	}
	return cents, nil
}

// Best returns the customers who have spent more than a limit.
func (r *Reports) Best(ctx context.Context, since time.Time, limit int64) (customers []string, err error) {
	rows, err := r.db.QueryxContext(ctx, byCustomer, since)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var line Line
		if err := rows.StructScan(&line); err != nil {
			return nil, err
		}
		if line.TotalCents <= limit {
			return customers, nil
		}
		customers = append(customers, line.Customer)
	}
	return customers, rows.Err()
}

// Each calls visit for each line of a day, until visit fails.
func (r *Reports) Each(ctx context.Context, day time.Time, visit func(Line) error) error {
	rows, err := r.db.QueryxContext(ctx, byCustomer, day)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var line Line
		if err := rows.StructScan(&line); err != nil {
			return err
		}
		if err := visit(line); err != nil {
			return err
		}
	}
	return rows.Err()
}
