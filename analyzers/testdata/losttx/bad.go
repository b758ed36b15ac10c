package losttx

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
	"gorm.io/gorm"

	"example.com/fixtures/losttx/helper"
)

const (
	debit  = "UPDATE accounts SET balance = balance - 1"
	credit = "UPDATE accounts SET fail = balance + 1"
)

var errAmount = errors.New("nothing to transfer")

// failedStatement returns the error and nothing else.
func failedStatement(db *sql.DB) error {
	tx, err := db.Begin() // want `transaction tx is not committed or rolled back on every path`
	if err != nil {
		return err
	}
	if _, err := tx.Exec(debit); err != nil {
		return err
	}
	if _, err := tx.Exec(credit); err != nil {
		return err
	}
	return tx.Commit()
}

// oneForgotten rolls back at the first error, and forgets the second.
func oneForgotten(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil) // want `transaction tx is not committed or rolled back on every path`
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, debit); err != nil {
		tx.Rollback()
		return err
	}
	if _, err := tx.ExecContext(ctx, credit); err != nil {
		return err
	}
	return tx.Commit()
}

// validatedLate looks at its argument when the transaction is open.
func validatedLate(db *sql.DB, amount int) error {
	tx, err := helper.Start(db) // want `transaction tx is not committed or rolled back on every path`
	if err != nil {
		return err
	}
	if amount == 0 {
		return errAmount
	}
	if err := helper.Debit(tx, amount); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// extended uses sqlx.
func extended(db *sqlx.DB) error {
	tx, err := db.Beginx() // want `transaction tx is not committed or rolled back on every path`
	if err != nil {
		return err
	}
	if _, err := tx.NamedExec(credit, map[string]any{}); err != nil {
		return err
	}
	return tx.Commit()
}

// pooled uses pgx.
func pooled(ctx context.Context, pool *pgxpool.Pool) error {
	tx, err := pool.Begin(ctx) // want `transaction tx is not committed or rolled back on every path`
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, debit); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

type account struct{ Balance int }

// modelled uses gorm, whose methods return the transaction.
func modelled(db *gorm.DB) error {
	tx := db.Begin() // want `transaction tx is not committed or rolled back on every path`
	if tx.Error != nil {
		return tx.Error
	}
	if err := tx.Model(&account{}).Update("balance", 1).Error; err != nil {
		return err
	}
	return tx.Commit().Error
}

// onPanicOnly rolls back when there is a panic, as the guide of gorm does.
func onPanicOnly(db *sql.DB) error {
	tx, err := db.Begin() // want `transaction tx is not committed or rolled back on every path`
	if err != nil {
		return err
	}
	defer func() {
		if r := recover(); r != nil {
			tx.Rollback()
			panic(r)
		}
	}()
	if _, err := tx.Exec(credit); err != nil {
		return err
	}
	return tx.Commit()
}

// beginIfWanted gives another connection to db where it forgets tx.
func beginIfWanted(db, other *gorm.DB, wanted bool) error {
	tx := db.Begin() // want `transaction tx is not committed or rolled back on every path`
	if tx.Error != nil {
		return tx.Error
	}
	if wanted {
		db.Statement.ConnPool = other.Statement.ConnPool
		return nil
	}
	return tx.Commit().Error
}
