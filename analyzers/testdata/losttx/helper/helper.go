// Package helper does to transactions what other packages of a service do.
package helper

import (
	"database/sql"
	"errors"
)

// Finish commits, or rolls back if there has been an error.
func Finish(tx *sql.Tx, err *error) {
	if *err != nil {
		*err = errors.Join(*err, tx.Rollback())
		return
	}
	*err = tx.Commit()
}

// Debit is one step of a transfer.
func Debit(tx *sql.Tx, amount int) error {
	_, err := tx.Exec("UPDATE accounts SET balance = balance - ?", amount)
	return err
}

// Start hands out a transaction that the caller has to end.
func Start(db *sql.DB) (*sql.Tx, error) { return db.Begin() }
