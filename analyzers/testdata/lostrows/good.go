package lostrows

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"

	"example.com/fixtures/lostrows/helper"
)

// deferredAtOnce is the idiom.
func deferredAtOnce(ctx context.Context, db *sql.DB) (ids []int, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// readToTheEnd leaves the loop only when Next has returned false.
func readToTheEnd(db *sql.DB) (n int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}

// failedAtOnce looks at the error first: rows with an error are closed.
func failedAtOnce(db *sql.DB) error {
	rows, err := db.Query(query)
	if err != nil {
		return err
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return rows.Close()
}

// closedByHelper leaves the Close to a function of another package.
func closedByHelper(db *sql.DB) (id int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	defer helper.Close(rows, &err)
	if !rows.Next() {
		return 0, errors.Join(errNone, rows.Err())
	}
	return helper.Scan(rows)
}

// handedOn leaves the Close to the caller.
func handedOn(db *sql.DB) (*sql.Rows, error) { return db.Query(query) }

// cursor keeps the rows.
type cursor struct{ Rows *sql.Rows }

func (c *cursor) open(db *sql.DB) (err error) {
	c.Rows, err = db.Query(query)
	return err
}

// withTimeout closes the rows by ending their context.
func withTimeout(ctx context.Context, db *sql.DB) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return false, err
	}
	return rows.Next(), rows.Err()
}

// ofRequest ends with the request.
func ofRequest(db *sql.DB, r *http.Request) (bool, error) {
	rows, err := db.QueryContext(r.Context(), query)
	if err != nil {
		return false, err
	}
	return rows.Next(), rows.Err()
}

// oneRow has nothing to close.
func oneRow(db *sql.DB) (id int, err error) {
	err = db.QueryRow(query).Scan(&id)
	return id, err
}

// fatal does not come back.
func fatal(db *sql.DB) {
	rows, err := db.Query(query)
	if err != nil {
		log.Fatal(err)
	}
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			log.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		log.Fatal(err)
	}
}

// scanned stops where pgx closes the rows itself: at what it cannot scan.
func scanned(ctx context.Context, pool *pgxpool.Pool) (names []string, err error) {
	rows, err := pool.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// collected leaves the Close to pgx.
func collected(ctx context.Context, pool *pgxpool.Pool) ([]string, error) {
	rows, err := pool.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// structsClosed reads with sqlx.
func structsClosed(db *sqlx.DB) (ids []int, err error) {
	rows, err := db.Queryx(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var row struct{ ID int }
		if err := rows.StructScan(&row); err != nil {
			return nil, err
		}
		ids = append(ids, row.ID)
	}
	return ids, rows.Err()
}

// scannedElsewhere gives the rows to a library.
func scannedElsewhere(db *sql.DB) (rest []struct{ ID int }, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	err = sqlx.StructScan(rows, &rest)
	return rest, err
}
