package uncheckedcursor

import (
	"context"
	"database/sql"
	"errors"
	"log"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
	mongov1 "go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"example.com/fixtures/uncheckedcursor/helper"
)

const query = "SELECT id FROM numbers"

var errNone = errors.New("not found")

// list takes what there is.
func list(ctx context.Context, db *sql.DB) (ids []int, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() { // want `rows.Err is not looked at: if rows cannot be read on, that looks like the end`
		var id int
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// sum closes the rows itself, whose error is another one.
func sum(db *sql.DB) (total int, err error) {
	result, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	for result.Next() { // want `^result.Err is not looked at`
		var n int
		if err := result.Scan(&n); err != nil {
			result.Close()
			return 0, err
		}
		total += n
	}
	if err := result.Close(); err != nil {
		return 0, err
	}
	return total, nil
}

// checkedTooEarly asks when nothing has been read.
func checkedTooEarly(db *sql.DB) (n int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	if err := rows.Err(); err != nil {
		return 0, err
	}
	for rows.Next() { // want `rows.Err is not looked at`
		n++
	}
	return n, nil
}

// closedLoudly asks too early, too, and has its rows in a closure that closes them.
func closedLoudly(db *sql.DB) (n int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	defer func() {
		if err := rows.Close(); err != nil {
			log.Print(err)
		}
	}()
	if rows.Err() != nil {
		return 0, rows.Err()
	}
	for rows.Next() { // want `rows.Err is not looked at`
		n++
	}
	return n, nil
}

// checkedInLoop asks while all is well.
func checkedInLoop(db *sql.DB) (n int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() { // want `rows.Err is not looked at`
		if err := rows.Err(); err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// checkedIfEmpty asks on one path only.
func checkedIfEmpty(db *sql.DB) (n int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() { // want `rows.Err is not looked at`
		n++
	}
	if n > 0 {
		return n, nil
	}
	return 0, rows.Err()
}

// stale tests one error and returns another.
func stale(db *sql.DB) ([]int, error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int
	for rows.Next() {
		var id int
		if err = rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if rows.Err() != nil {
		return nil, err // want `err is nil here: the error of rows.Err\(\) is lost`
	}
	return ids, nil
}

// staleTranslated makes something else of the other error.
func staleTranslated(ctx context.Context, tx pgx.Tx) (int, error) {
	n := 0
	if rows, err := tx.Query(ctx, query); err != nil {
		return 0, translated(err)
	} else {
		defer rows.Close()
		for rows.Next() {
			if err = rows.Scan(&n); err != nil {
				return 0, translated(err)
			}
		}
		if rows.Err() != nil {
			return 0, translated(err) // want `err is nil here: the error of rows.Err\(\) is lost`
		}
	}
	return n, nil
}

// translated returns what callers are told of an error.
func translated(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return errNone
	}
	return err
}

// exists takes a failure for an absence.
func exists(db *sql.DB) (bool, error) {
	rows, err := db.Query(query)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	return rows.Next(), nil // want `rows.Err is not looked at`
}

// first says "not found" when the connection was cut.
func first(db *sql.DB) (id int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	if !rows.Next() { // want `rows.Err is not looked at`
		return 0, errNone
	}
	err = rows.Scan(&id)
	return id, err
}

// namesByHelper leaves the loop to a function that leaves the error.
func namesByHelper(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := helper.All(ctx, db) // want `rows.Err is not looked at`
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return helper.Names(rows), nil
}

// querier is what generated code takes.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// generated reads through an interface.
func generated(ctx context.Context, db querier) (n int, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() { // want `rows.Err is not looked at`
		n++
	}
	return n, nil
}

// structs reads with sqlx.
func structs(db *sqlx.DB) (ids []int, err error) {
	rows, err := db.Queryx(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() { // want `rows.Err is not looked at`
		var row struct{ ID int }
		if err := rows.StructScan(&row); err != nil {
			return nil, err
		}
		ids = append(ids, row.ID)
	}
	return ids, nil
}

// pooled reads with pgx.
func pooled(ctx context.Context, pool *pgxpool.Pool) (names []string, err error) {
	rows, err := pool.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() { // want `rows.Err is not looked at`
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// documents reads from MongoDB.
func documents(ctx context.Context, c *mongo.Collection) (n int, err error) {
	cur, err := c.Find(ctx, bson.D{})
	if err != nil {
		return 0, err
	}
	defer cur.Close(context.WithoutCancel(ctx))
	for cur.Next(ctx) { // want `^cur.Err is not looked at`
		n++
	}
	return n, nil
}

// total reads one document.
func total(ctx context.Context, c *mongov1.Collection) (n int, err error) {
	cur, err := c.Aggregate(ctx, bson.A{})
	if err != nil {
		return 0, err
	}
	defer cur.Close(context.WithoutCancel(ctx))
	if cur.Next(ctx) { // want `^cur.Err is not looked at`
		err = cur.Decode(&n)
	}
	return n, err
}

// watch ends without a word.
func watch(ctx context.Context, c *mongo.Collection, changed func(bson.Raw)) {
	stream, err := c.Watch(ctx, mongo.Pipeline{})
	if err != nil {
		log.Print(err)
		return
	}
	defer stream.Close(context.WithoutCancel(ctx))
	for stream.Next(ctx) { // want `stream.Err is not looked at`
		changed(stream.Current)
	}
}

// staleLogged logs the other error.
func staleLogged(db *sql.DB) (ids []int) {
	rows, err := db.Query(query)
	if err != nil {
		log.Printf("query: %v", err)
		return nil
	}
	defer rows.Close()
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			log.Printf("scan: %v", err)
		}
		ids = append(ids, id)
	}
	if rows.Err() != nil {
		log.Printf("rows: %v", err) // want `err is nil here: the error of rows.Err\(\) is lost`
		return nil
	}
	return ids
}
