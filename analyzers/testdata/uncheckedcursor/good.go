package uncheckedcursor

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"gorm.io/gorm"

	"example.com/fixtures/uncheckedcursor/helper"
)

// returned hands the error to the caller.
func returned(ctx context.Context, db *sql.DB) (ids []int, err error) {
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

// tested asks behind the Close, which is fine.
func tested(db *sql.DB) (n int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		n++
	}
	if err := errors.Join(rows.Close(), rows.Err()); err != nil {
		return 0, fmt.Errorf("count: %w", err)
	}
	return n, nil
}

// otherError returns the error of the last scan, which may be there.
func otherError(db *sql.DB) (int, error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() && n < 100 {
		if err = rows.Scan(&n); err != nil {
			break
		}
	}
	if rows.Err() != nil {
		return 0, err
	}
	return n, nil
}

// partial is content with what there is, and says so.
func partial(db *sql.DB) (int, error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		if err = rows.Scan(&n); err != nil {
			return 0, err
		}
	}
	if rows.Err() != nil {
		return n, nil
	}
	return n, nil
}

// deferredTest asks when the function ends.
func deferredTest(db *sql.DB) (n int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	defer func() {
		if err == nil {
			err = rows.Err()
		}
	}()
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// askedByClosure asks too early, and again in a function that is called later.
func askedByClosure(db *sql.DB) (n int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	done := func() error { return errors.Join(rows.Err(), rows.Close()) }
	if err := rows.Err(); err != nil {
		return 0, err
	}
	for rows.Next() {
		n++
	}
	return n, done()
}

// readByClosure reads in a function that is kept: what it does behind the first
// row is not known.
func readByClosure(db *sql.DB) (func() bool, error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	first := rows.Next()
	return func() bool { return first && rows.Next() && rows.Err() == nil }, nil
}

// checkedByHelper leaves the error to a function of another package.
func checkedByHelper(db *sql.DB) (n int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	defer helper.Check(rows, &err)
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// countedByHelper leaves the loop, too, to a function that asks.
func countedByHelper(ctx context.Context, db *sql.DB) (int, error) {
	rows, err := helper.All(ctx, db)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	return helper.Count(rows)
}

// namesThenError asks after a function that does not.
func namesThenError(db *sql.DB) ([]string, error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := helper.Names(rows)
	return names, rows.Err()
}

// pages keeps the rows: whoever reads them asks.
type pages struct {
	rows *sql.Rows
	n    int
}

func openPages(db *sql.DB) (*pages, error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	p := &pages{rows: rows}
	if rows.Next() {
		p.n++
	}
	return p, nil
}

func (p *pages) Close() error { return errors.Join(p.rows.Err(), p.rows.Close()) }

// handedOn leaves both to the caller.
func handedOn(db *sql.DB) (*sql.Rows, error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	return rows, nil
}

// notRead has no loop.
func notRead(db *sql.DB) error {
	rows, err := db.Query("CALL cleanup()")
	if err != nil {
		return err
	}
	return rows.Close()
}

// oneRow has an error of its own.
func oneRow(db *sql.DB) (id int, err error) {
	err = db.QueryRow(query).Scan(&id)
	return id, err
}

// expected says in its own words what is missing.
func expected(db *sql.DB) (id int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	const least = 1
	if !rows.Next() {
		return 0, fmt.Errorf("no number from %d on", least)
	}
	err = rows.Scan(&id)
	return id, err
}

// onlyOne reads on to see that there is no more.
func onlyOne(db *sql.DB) (id int, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	const most = 1
	if !rows.Next() {
		return 0, errors.New("no number")
	}
	if err := rows.Scan(&id); err != nil {
		return 0, err
	}
	if rows.Next() {
		return 0, fmt.Errorf("more than %d numbers", most)
	}
	return id, nil
}

// fatal asks before it goes on.
func fatal(db *sql.DB) (n int) {
	rows, err := db.Query(query)
	if err != nil {
		log.Fatal(err)
	}
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			log.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		log.Fatal(err)
	}
	return n
}

// retried asks in every turn.
func retried(db *sql.DB) (n int, err error) {
	for range 3 {
		rows, queryErr := db.Query(query)
		if queryErr != nil {
			return 0, queryErr
		}
		for rows.Next() {
			n++
		}
		if err = errors.Join(rows.Err(), rows.Close()); err == nil {
			break
		}
	}
	return n, err
}

// collected leaves all to pgx.
func collected(ctx context.Context, pool *pgxpool.Pool) ([]string, error) {
	rows, err := pool.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// pooledTested reads with pgx.
func pooledTested(ctx context.Context, tx pgx.Tx) (int, error) {
	rows, err := tx.Query(ctx, query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
		if n < 0 {
			return 0, errNone
		}
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	return n, nil
}

// structsTested reads with sqlx.
func structsTested(db *sqlx.DB) (n int, err error) {
	rows, err := db.Queryx(query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
	}
	return n, rows.Err()
}

// scannedElsewhere gives the rows to a library.
func scannedElsewhere(db *sql.DB) (rest []struct{ ID int }, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	err = sqlx.StructScan(rows, &rest)
	return rest, err
}

// modelled reads with gorm.
func modelled(db *gorm.DB) (n int, err error) {
	rows, err := db.Table("numbers").Rows()
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var row struct{ ID int }
		if err := db.ScanRows(rows, &row); err != nil {
			return 0, err
		}
		n++
	}
	return n, rows.Err()
}

// documentsTested reads from MongoDB.
func documentsTested(ctx context.Context, c *mongo.Collection) (n int, err error) {
	cur, err := c.Find(ctx, bson.D{})
	if err != nil {
		return 0, err
	}
	defer cur.Close(context.WithoutCancel(ctx))
	for cur.Next(ctx) {
		if err := cur.Decode(&n); err != nil {
			return 0, err
		}
	}
	return n, cur.Err()
}

// allAtOnce leaves the loop to the driver.
func allAtOnce(ctx context.Context, c *mongo.Collection) (docs []bson.M, err error) {
	cur, err := c.Find(ctx, bson.D{})
	if err != nil {
		return nil, err
	}
	err = cur.All(ctx, &docs)
	return docs, err
}

// inMemory has nothing that could fail.
func inMemory(ctx context.Context, docs []any) (n int, err error) {
	cur, err := mongo.NewCursorFromDocuments(docs, nil, nil)
	if err != nil {
		return 0, err
	}
	for cur.Next(ctx) {
		n++
	}
	return n, nil
}

// watchForEver asks whenever there is nothing.
func watchForEver(ctx context.Context, c *mongo.Collection, changed func(bson.Raw)) error {
	stream, err := c.Watch(ctx, mongo.Pipeline{})
	if err != nil {
		return err
	}
	defer stream.Close(context.WithoutCancel(ctx))
	for {
		if stream.TryNext(ctx) {
			changed(stream.Current)
			continue
		}
		if err := stream.Err(); err != nil {
			return err
		}
		if stream.ID() == 0 {
			return nil
		}
	}
}

// logged logs the error of the rows, and hands nil on purpose to what wants one.
func logged(db *sql.DB, done func(error)) {
	rows, err := db.Query(query)
	if err != nil {
		return
	}
	defer rows.Close()
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			done(err)
			return
		}
	}
	if rows.Err() != nil {
		log.Printf("rows: %v", rows.Err())
		done(nil)
	}
}
