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
	"gorm.io/gorm"

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

// preparedClosed closes its statement in any case.
func preparedClosed(db *sql.DB, id int) error {
	stmt, err := db.Prepare("DELETE FROM numbers WHERE id = ?")
	if err != nil {
		return err
	}
	defer stmt.Close()
	_, err = stmt.Exec(id)
	return err
}

// inTransaction has statements that end with the transaction.
func inTransaction(ctx context.Context, tx *sql.Tx, prepared *sql.Stmt) error {
	stmt, err := tx.PrepareContext(ctx, "DELETE FROM numbers")
	if err != nil {
		return err
	}
	if _, err := stmt.ExecContext(ctx); err != nil {
		return err
	}
	_, err = tx.StmtContext(ctx, prepared).ExecContext(ctx)
	return err
}

// store keeps its statements for as long as the process.
type store struct{ add, remove *sql.Stmt }

func newStore(db *sql.DB) (*store, error) {
	add, err := db.Prepare("INSERT INTO numbers VALUES (?)")
	if err != nil {
		return nil, err
	}
	remove, err := db.Prepare("DELETE FROM numbers WHERE id = ?")
	if err != nil {
		return nil, err // nobody goes on
	}
	return &store{add, remove}, nil
}

// cached keeps each statement under its text.
type cached struct {
	db    *sql.DB
	stmts map[string]*sql.Stmt
}

func (c *cached) stmt(ctx context.Context, text string) (*sql.Stmt, error) {
	if s := c.stmts[text]; s != nil {
		return s, nil
	}
	s, err := c.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	c.stmts[text] = s
	return s, nil
}

func (c *cached) run(ctx context.Context, text string) error {
	stmt, err := c.stmt(ctx, text)
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(ctx)
	return err
}

// tool closes the pool, and with it what was prepared.
func tool(driver, name string) error {
	db, err := sql.Open(driver, name)
	if err != nil {
		return err
	}
	stmt, err := db.Prepare("DELETE FROM numbers")
	if err != nil {
		return err
	}
	_, err = stmt.Exec()
	return err
}

// handedIn closes the pool that it is given.
func handedIn(db *sqlx.DB) error {
	defer func() {
		if err := db.Close(); err != nil {
			log.Print(err)
		}
	}()
	stmt, err := db.Preparex("DELETE FROM numbers")
	if err != nil {
		return err
	}
	_, err = stmt.Exec()
	return err
}

// rowsOf returns rows that read through the statement.
func rowsOf(ctx context.Context, conn *sql.Conn) (*sql.Rows, error) {
	stmt, err := conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx)
}

// drained lets gorm fill a slice: it reads to the end.
func drained(db *gorm.DB) (ids []int, err error) {
	rows, err := db.Table("numbers").Rows()
	if err != nil {
		return nil, err
	}
	err = db.ScanRows(rows, &ids)
	return ids, err
}
