package losttx

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
	{"failedStatement", func(db *sql.DB) { failedStatement(db) }},
	{"oneForgotten", func(db *sql.DB) { oneForgotten(context.Background(), db) }},
	{"validatedLate", func(db *sql.DB) { validatedLate(db, 0) }},
	{"extended", func(db *sql.DB) { extended(sqlx.NewDb(db, "fake")) }},
	{"onPanicOnly", func(db *sql.DB) { onPanicOnly(db) }},
}

var good = []scenario{
	{"deferredAtOnce", func(db *sql.DB) { deferredAtOnce(db) }},
	{"byOutcome", func(db *sql.DB) { byOutcome(db) }},
	{"byHelper", func(db *sql.DB) { byHelper(db, 1) }},
	{"eachPath", func(db *sql.DB) { eachPath(db) }},
	{"within", func(db *sql.DB) { within(db, func(*sql.Tx) error { return errAmount }) }},
}

// inUse returns how many connections are out of the pool after a call.
func inUse(t *testing.T, s scenario) int {
	db := fakedb.Open()
	t.Cleanup(func() { db.Close() })
	s.call(db)
	return db.Stats().InUse
}

func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
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
