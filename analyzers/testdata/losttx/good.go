package losttx

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"gorm.io/gorm"

	"example.com/fixtures/losttx/helper"
)

// deferredAtOnce is the idiom.
func deferredAtOnce(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(credit); err != nil {
		return err
	}
	return tx.Commit()
}

// byOutcome ends the transaction according to the result.
func byOutcome(db *sql.DB) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	_, err = tx.Exec(credit)
	return err
}

// byHelper leaves it to a function of another package.
func byHelper(db *sql.DB, amount int) (err error) {
	tx, err := helper.Start(db)
	if err != nil {
		return err
	}
	defer helper.Finish(tx, &err)
	return helper.Debit(tx, amount)
}

// eachPath rolls back at every error.
func eachPath(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(debit); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if _, err := tx.Exec(credit); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// within runs a function in a transaction.
func within(db *sql.DB, do func(*sql.Tx) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// withTimeout is rolled back by the end of its context.
func withTimeout(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, credit); err != nil {
		return err
	}
	return tx.Commit()
}

// ofRequest ends with the request.
func ofRequest(db *sql.DB, r *http.Request) error {
	tx, err := db.BeginTx(r.Context(), nil)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(credit); err != nil {
		return err
	}
	return tx.Commit()
}

// handedOn leaves it to the caller.
func handedOn(db *sql.DB) (*sql.Tx, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	return tx, nil
}

// unit keeps the transaction.
type unit struct{ Tx *sql.Tx }

func (u *unit) open(db *sql.DB) (err error) {
	u.Tx, err = db.Begin()
	return err
}

// fatal does not come back.
func fatal(db *sql.DB) {
	tx, err := db.Begin()
	if err != nil {
		log.Fatal(err)
	}
	if _, err := tx.Exec(credit); err != nil {
		log.Fatal(err)
	}
	tx.Commit()
}

// pooledClosed uses pgx.
func pooledClosed(ctx context.Context, pool *pgxpool.Pool) error {
	tx, err := pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(context.WithoutCancel(ctx))
	if _, err := tx.Exec(ctx, debit); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// chained assigns what gorm's methods return.
func chained(db *gorm.DB, all bool) error {
	tx := db.Begin()
	if tx.Error != nil {
		return tx.Error
	}
	tx = tx.Model(&account{})
	if !all {
		tx = tx.Where("balance > 0")
	}
	if err := tx.Update("balance", 1).Error; err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit().Error
}

// managed leaves it all to gorm.
func managed(db *gorm.DB) error {
	return db.Transaction(func(tx *gorm.DB) error {
		return tx.Model(&account{}).Update("balance", 1).Error
	})
}

// begin gives the connection of the transaction to db: whoever has db ends it.
func begin(db *gorm.DB) error {
	tx := db.Begin()
	if tx.Error != nil {
		return tx.Error
	}
	db.Statement.ConnPool = tx.Statement.ConnPool
	return nil
}
