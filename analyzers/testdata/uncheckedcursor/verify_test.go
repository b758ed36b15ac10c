package uncheckedcursor

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"os"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"example.com/fixtures/internal/fakedb"
	"example.com/fixtures/internal/fakemongo"
)

// scenario calls one function of the fixture.
type scenario[T any] struct {
	name string
	call func(from T) error
}

// fixed are mended by the safe fixes.
var fixed = []scenario[*sql.DB]{
	{"list", func(db *sql.DB) error { _, err := list(context.Background(), db); return err }},
	{"checkedTooEarly", func(db *sql.DB) error { _, err := checkedTooEarly(db); return err }},
	{"closedLoudly", func(db *sql.DB) error { _, err := closedLoudly(db); return err }},
	{"checkedInLoop", func(db *sql.DB) error { _, err := checkedInLoop(db); return err }},
	{"generated", func(db *sql.DB) error { _, err := generated(context.Background(), db); return err }},
	{"stale", func(db *sql.DB) error { _, err := stale(db); return err }},
	{"staleLogged", func(db *sql.DB) error { return logging(func() { staleLogged(db) }) }},
	{"structs", func(db *sql.DB) error { _, err := structs(sqlx.NewDb(db, "fake")); return err }},
}

var bad = []scenario[*sql.DB]{
	{"sum", func(db *sql.DB) error { _, err := sum(db); return err }},
	{"checkedIfEmpty", func(db *sql.DB) error { _, err := checkedIfEmpty(db); return err }},
	{"namesByHelper", func(db *sql.DB) error { _, err := namesByHelper(context.Background(), db); return err }},
}

var good = []scenario[*sql.DB]{
	{"returned", func(db *sql.DB) error { _, err := returned(context.Background(), db); return err }},
	{"tested", func(db *sql.DB) error { _, err := tested(db); return err }},
	{"deferredTest", func(db *sql.DB) error { _, err := deferredTest(db); return err }},
	{"askedByClosure", func(db *sql.DB) error { _, err := askedByClosure(db); return err }},
	{"checkedByHelper", func(db *sql.DB) error { _, err := checkedByHelper(db); return err }},
	{"countedByHelper", func(db *sql.DB) error { _, err := countedByHelper(context.Background(), db); return err }},
	{"namesThenError", func(db *sql.DB) error { _, err := namesThenError(db); return err }},
	{"retried", func(db *sql.DB) error { _, err := retried(db); return err }},
	{"structsTested", func(db *sql.DB) error { _, err := structsTested(sqlx.NewDb(db, "fake")); return err }},
	{"scannedElsewhere", func(db *sql.DB) error { _, err := scannedElsewhere(db); return err }},
}

var badDocuments = []scenario[*mongo.Collection]{
	{"documents", func(c *mongo.Collection) error { _, err := documents(context.Background(), c); return err }},
}

var goodDocuments = []scenario[*mongo.Collection]{
	{"documentsTested", func(c *mongo.Collection) error { _, err := documentsTested(context.Background(), c); return err }},
	{"allAtOnce", func(c *mongo.Collection) error { _, err := allAtOnce(context.Background(), c); return err }},
}

// logging returns what a function logs as an error, nil if that tells of none.
func logging(f func()) error {
	var text strings.Builder
	log.SetOutput(&text)
	defer log.SetOutput(os.Stderr)
	if f(); strings.Contains(text.String(), "<nil>") {
		return nil
	}
	return errors.New(text.String())
}

// check calls functions with a source that breaks in the middle, and fails if
// it does not matter to them although it should, or the other way round.
func check[T any](t *testing.T, from T, scenarios []scenario[T], notice bool) {
	t.Helper()
	for _, s := range scenarios {
		if err := s.call(from); (err != nil) != notice {
			t.Errorf("%s: the source breaks in the middle, and the error is %v", s.name, err)
		}
	}
}

func TestVerify(t *testing.T) {
	isFixed := os.Getenv("GOVLINT_FIXED") != ""
	db := fakedb.OpenBroken()
	t.Cleanup(func() { db.Close() })
	check(t, db, fixed, isFixed)
	check(t, db, bad, false)
	check(t, db, good, true)
	if total, err := sum(db); total == 0 || err != nil {
		t.Errorf("the sum of what could be read is %d, %v", total, err)
	}

	broken := fakemongo.Start(t).Collection("broken")
	check(t, broken, badDocuments, isFixed)
	check(t, broken, goodDocuments, true)
	if n, err := inMemory(context.Background(), []any{bson.D{}}); n != 1 || err != nil {
		t.Errorf("%d documents in memory, %v", n, err)
	}
}
