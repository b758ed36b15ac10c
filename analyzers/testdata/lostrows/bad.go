package lostrows

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
	"gorm.io/gorm"

	"example.com/fixtures/lostrows/helper"
)

const query = "SELECT id FROM numbers"

var errNone = errors.New("no rows")

// failedScan returns from the middle of the loop.
func failedScan(ctx context.Context, db *sql.DB) (ids []int, err error) {
	rows, err := db.QueryContext(ctx, query) // want `rows is never closed`
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("scan: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// found stops at the row that it looks for.
func found(db *sql.DB, want int) (bool, error) {
	rows, err := db.Query(query) // want `rows is never closed`
	if err != nil {
		return false, err
	}
	for rows.Next() {
		id, err := helper.Scan(rows)
		if err != nil {
			continue
		}
		if id == want {
			return true, nil
		}
	}
	return false, rows.Err()
}

// closedBehindLoop has a Close, and a way around it.
func closedBehindLoop(db *sql.DB) (sum int, err error) {
	rows, err := db.Query(query) // want `rows is not closed on every path`
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return 0, err
		}
		sum += id
	}
	return sum, rows.Close()
}

// exists looks whether there is a row at all.
func exists(db *sql.DB) (bool, error) {
	rows, err := db.Query(query) // want `rows is never closed`
	if err != nil {
		return false, err
	}
	return rows.Next(), nil
}

// firstOnly reads one row.
func firstOnly(db *sql.DB) (id int, err error) {
	rows, err := helper.All(context.Background(), db) // want `rows is never closed`
	if err != nil {
		return 0, err
	}
	if !rows.Next() {
		return 0, errNone
	}
	return helper.Scan(rows)
}

// structs reads with sqlx.
func structs(db *sqlx.DB) (ids []int, err error) {
	rows, err := db.Queryx(query) // want `rows is never closed`
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var row struct{ ID int }
		if err := rows.StructScan(&row); err != nil {
			return nil, err
		}
		ids = append(ids, row.ID)
	}
	return ids, rows.Err()
}

// pooled reads with pgx.
func pooled(ctx context.Context, pool *pgxpool.Pool) (names []string, err error) {
	rows, err := pool.Query(ctx, query) // want `rows is never closed`
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		if name == "" {
			return nil, errors.New("a name is missing")
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// modelled reads with gorm.
func modelled(db *gorm.DB) (ids []int, err error) {
	rows, err := db.Table("numbers").Rows() // want `rows is never closed`
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		id, err := helper.Scan(rows)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

type number struct{ ID int }

// models lets gorm fill a model, which reads one row.
func models(db *gorm.DB) (numbers []number, err error) {
	rows, err := db.Model(&number{}).Rows() // want `rows is never closed`
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var n number
		if err := db.ScanRows(rows, &n); err != nil {
			return nil, err
		}
		numbers = append(numbers, n)
	}
	return numbers, rows.Err()
}

// prepared leaves a statement behind with each call.
func prepared(db *sql.DB, id int) error {
	stmt, err := db.Prepare("DELETE FROM numbers WHERE id = ?") // want `stmt is never closed`
	if err != nil {
		return err
	}
	_, err = stmt.Exec(id)
	return err
}

// closedIfRight closes its statement when all went well.
func closedIfRight(ctx context.Context, conn *sql.Conn, fail bool) error {
	stmt, err := conn.PrepareContext(ctx, insert(fail)) // want `stmt is not closed on every path`
	if err != nil {
		return err
	}
	if _, err := stmt.ExecContext(ctx, 1); err != nil {
		return err
	}
	return stmt.Close()
}

func insert(fail bool) string {
	if fail {
		return "INSERT INTO failing VALUES (?)"
	}
	return "INSERT INTO numbers VALUES (?)"
}

// overwritten has two statements and one variable.
func overwritten(db *sql.DB) error {
	stmt, err := db.Prepare("DELETE FROM numbers") // want `stmt is never closed`
	if err != nil {
		return err
	}
	if _, err := stmt.Exec(); err != nil {
		return err
	}
	stmt, err = db.Prepare("DELETE FROM letters")
	if err != nil {
		return err
	}
	defer stmt.Close()
	_, err = stmt.Exec()
	return err
}

// named is of sqlx.
func named(db *sqlx.DB) error {
	stmt, err := db.Preparex("DELETE FROM numbers") // want `stmt is never closed`
	if err != nil {
		return err
	}
	_, err = stmt.Exec()
	return err
}
