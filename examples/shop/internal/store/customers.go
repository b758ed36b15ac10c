package store

import (
	"context"
	"fmt"
)

// Rename gives the orders of a customer to another name.
func (s *Store) Rename(ctx context.Context, from, to string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `INSERT INTO customers (name) VALUES ($1)`, to); err != nil {
		return fmt.Errorf("add customer %s: %w", to, err)
	}
	if _, err := s.db.ExecContext(ctx, `UPDATE orders SET customer = $1 WHERE customer = $2`, to, from); err != nil {
		return fmt.Errorf("rename orders of %s: %w", from, err)
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM customers WHERE name = $1`, from); err != nil {
		return fmt.Errorf("remove customer %s: %w", from, err)
	}
	return tx.Commit()
}

// Forget removes a customer with all orders.
func (s *Store) Forget(ctx context.Context, customer string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `DELETE FROM orders WHERE customer = $1`, customer); err != nil {
		return fmt.Errorf("remove orders of %s: %w", customer, err)
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM customers WHERE name = $1`, customer); err != nil {
		return fmt.Errorf("remove customer %s: %w", customer, err)
	}
	return tx.Commit()
}
