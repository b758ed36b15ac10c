package lostrows

import (
	"context"
	"database/sql"
	"os"
	"testing"

	"github.com/jmoiron/sqlx"

	"example.com/fixtures/internal/fakedb"
)

// scenario calls one function of the fixture.
type scenario struct {
	name string
	call func(db *sql.DB)
}

var bad = []scenario{
	{"failedScan", func(db *sql.DB) { failedScan(context.Background(), db) }},
	{"found", func(db *sql.DB) { found(db, 1) }},
	{"closedBehindLoop", func(db *sql.DB) { closedBehindLoop(db) }},
	{"exists", func(db *sql.DB) { exists(db) }},
	{"firstOnly", func(db *sql.DB) { firstOnly(db) }},
	{"structs", func(db *sql.DB) { structs(sqlx.NewDb(db, "fake")) }},
}

var good = []scenario{
	{"deferredAtOnce", func(db *sql.DB) { deferredAtOnce(context.Background(), db) }},
	{"readToTheEnd", func(db *sql.DB) { readToTheEnd(db) }},
	{"failedAtOnce", func(db *sql.DB) { failedAtOnce(db) }},
	{"closedByHelper", func(db *sql.DB) { closedByHelper(db) }},
	{"oneRow", func(db *sql.DB) { oneRow(db) }},
	{"structsClosed", func(db *sql.DB) { structsClosed(sqlx.NewDb(db, "fake")) }},
}

// inUse returns how many connections are out of the pool after a call.
func inUse(t *testing.T, s scenario) int {
	db := fakedb.Open()
	t.Cleanup(func() { db.Close() })
	s.call(db)
	return db.Stats().InUse
}

// statements are the scenarios of prepared statements, and how many each leaves.
var statements = []struct {
	scenario
	left int64
}{
	{scenario{"prepared", func(db *sql.DB) { prepared(db, 1) }}, 1},
	{scenario{"closedIfRight", func(db *sql.DB) { onConn(db, func(c *sql.Conn) { closedIfRight(context.Background(), c, true) }) }}, 1},
	{scenario{"overwritten", func(db *sql.DB) { overwritten(db) }}, 1},
	{scenario{"named", func(db *sql.DB) { named(sqlx.NewDb(db, "fake")) }}, 1},
	{scenario{"preparedClosed", func(db *sql.DB) { preparedClosed(db, 1) }}, 0},
	{scenario{"inTransaction", func(db *sql.DB) { inTransactionOf(db) }}, 0},
}

func onConn(db *sql.DB, do func(*sql.Conn)) {
	conn, err := db.Conn(context.Background())
	if err != nil {
		panic(err)
	}
	defer conn.Close()
	do(conn)
}

func inTransactionOf(db *sql.DB) {
	stmt, err := db.Prepare("DELETE FROM letters")
	if err != nil {
		panic(err)
	}
	defer stmt.Close()
	tx, err := db.Begin()
	if err != nil {
		panic(err)
	}
	defer tx.Rollback()
	inTransaction(context.Background(), tx, stmt)
}

func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range statements {
		db, open := fakedb.OpenCounted()
		t.Cleanup(func() { db.Close() })
		s.call(db)
		want := s.left
		if fixed {
			want = 0
		}
		if n := open(); n != want {
			t.Errorf("%s: %d statements are open, want %d", s.name, n, want)
		}
	}
	for _, s := range bad {
		switch n := inUse(t, s); {
		case fixed && n != 0:
			t.Errorf("%s: %d connections in use after the fix", s.name, n)
		case !fixed && n != 1:
			t.Errorf("%s: %d connections in use, want 1", s.name, n)
		}
	}
	for _, s := range good {
		if n := inUse(t, s); n != 0 {
			t.Errorf("%s: %d connections in use", s.name, n)
		}
	}
}
