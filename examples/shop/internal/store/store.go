// Package store keeps orders in Postgres.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the pgx driver

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"

	"example.com/shop/internal/tracing"
)

// ErrNotFound says that no such order exists.
var ErrNotFound = errors.New("order not found")

const queryBudget = 500 * time.Millisecond

// Order is a stored order.
type Order struct {
	ID         string
	Customer   string
	TotalCents int64
}

// Store is a table of orders.
type Store struct {
	db *sql.DB
}

// Open connects to the database at url.
func Open(ctx context.Context, url string) (*Store, error) {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	ctx, cancel := bounded(ctx)
	defer cancel()
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("reach database: %w", err), db.Close())
	}
	return &Store{db: db}, nil
}

// Close releases the connections.
func (s *Store) Close() error { return s.db.Close() }

// bounded limits ctx to what one query may take.
func bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, queryBudget)
}

// Insert adds an order.
func (s *Store) Insert(ctx context.Context, o Order) error {
	ctx, span := tracing.StartSpan(ctx, "store.Insert", attribute.String("order.id", o.ID))
	defer span.End()
	ctx, cancel := bounded(ctx)
	defer cancel()

	_, err := s.db.ExecContext(ctx,
		`INSERT INTO orders (id, customer, total_cents) VALUES ($1, $2, $3)`,
		o.ID, o.Customer, o.TotalCents)
	if err != nil {
		span.RecordError(err)
		span.SetStatus(codes.Error, "insert failed")
		span.End()
		return fmt.Errorf("insert order %s: %w", o.ID, err)
	}
	return nil
}

// Get returns the order with the given id.
func (s *Store) Get(ctx context.Context, id string) (o Order, err error) {
	ctx, span := tracing.StartSpan(ctx, "store.Get", attribute.String("order.id", id))
	defer func() { tracing.End(span, err) }()
	ctx, cancel := bounded(ctx)
	defer cancel()

	row := s.db.QueryRowContext(ctx, `SELECT id, customer, total_cents FROM orders WHERE id = $1`, id)
	err = row.Scan(&o.ID, &o.Customer, &o.TotalCents)
	if errors.Is(err, sql.ErrNoRows) {
		return Order{}, ErrNotFound
	}
	return o, err
}

// Count returns the number of a customer's orders.
func (s *Store) Count(ctx context.Context, customer string) (int, error) {
	ctx, _ = bounded(ctx)
	var n int
	err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM orders WHERE customer = $1`, customer).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count orders of %s: %w", customer, err)
	}
	return n, nil
}

// Each calls visit for every order of a customer, oldest first, until visit
// fails.
func (s *Store) Each(ctx context.Context, customer string, visit func(Order) error) error {
	return tracing.Do(ctx, "store.Each", func(ctx context.Context) error {
		rows, err := s.db.QueryContext(ctx,
			`SELECT id, customer, total_cents FROM orders WHERE customer = $1 ORDER BY placed_at`, customer)
		if err != nil {
			return fmt.Errorf("list orders of %s: %w", customer, err)
		}
		defer rows.Close()
		for rows.Next() {
			var o Order
			if err := rows.Scan(&o.ID, &o.Customer, &o.TotalCents); err != nil {
				return fmt.Errorf("read order: %w", err)
			}
			if err := visit(o); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}
