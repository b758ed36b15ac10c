package escapedtransaction

import (
	"context"
	"database/sql"
	"errors"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"gorm.io/gorm"
	"gorm.io/gorm/utils/tests"

	"example.com/fixtures/internal/fakedb"
	"example.com/fixtures/internal/fakemongo"
)

// hangs reports whether a call waits, in a pool of one connection, until its
// deadline: for the connection that it has.
func hangs(t *testing.T, call func(ctx context.Context, db *sql.DB) error) bool {
	db := fakedb.Open()
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	return errors.Is(call(ctx, db), context.DeadlineExceeded)
}

// model opens gorm on a pool.
func model(t *testing.T, ctx context.Context, db *sql.DB) *gorm.DB {
	handle, err := gorm.Open(tests.DummyDialector{}, &gorm.Config{ConnPool: db})
	if err != nil {
		t.Fatal(err)
	}
	return handle.WithContext(ctx)
}

func TestVerify(t *testing.T) {
	for _, s := range []struct {
		name  string
		hangs bool
		call  func(ctx context.Context, db *sql.DB) error
	}{
		{"insertBoth", true, func(ctx context.Context, db *sql.DB) error { return insertBoth(ctx, db, 1) }},
		{"insertPrepared", true, func(ctx context.Context, db *sql.DB) error { return insertPrepared(ctx, db, []int{1}) }},
		{"create", true, func(ctx context.Context, db *sql.DB) error { return create(model(t, ctx, db), 1) }},
		{"begun", true, func(ctx context.Context, db *sql.DB) error { return begun(model(t, ctx, db), 1) }},
		{"insertBothWithin", false, func(ctx context.Context, db *sql.DB) error { return insertBothWithin(ctx, db, 1) }},
		{"beforeAndAfter", false, func(_ context.Context, db *sql.DB) error { _, err := beforeAndAfter(db, 1); return err }},
		{"inTurns", false, func(_ context.Context, db *sql.DB) error { _, err := inTurns(db, []int{1, 2}); return err }},
		{"byHelper", false, func(ctx context.Context, db *sql.DB) error { return byHelper(ctx, db, 1) }},
		{"createWithin", false, func(ctx context.Context, db *sql.DB) error { return createWithin(model(t, ctx, db), 1) }},
		{"subquery", false, func(ctx context.Context, db *sql.DB) error { return subquery(model(t, ctx, db), 1) }},
	} {
		if got := hangs(t, s.call); got != s.hangs {
			t.Errorf("%s: hangs: %t", s.name, got)
		}
	}
}

// TestVerifySession counts the inserts that come without a transaction.
func TestVerifySession(t *testing.T) {
	for _, s := range []struct {
		name    string
		outside int32
		call    func(ctx context.Context, session *mongo.Session, orders, items *mongo.Collection) error
	}{
		{"insertDocuments", 1, insertDocuments},
		{"insertDocumentsWithin", 0, insertDocumentsWithin},
	} {
		server := fakemongo.Start(t)
		session, err := server.Client().StartSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.call(t.Context(), session, server.Collection("orders"), server.Collection("items")); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
		session.EndSession(context.WithoutCancel(t.Context()))
		if n := server.Outside.Load(); n != s.outside {
			t.Errorf("%s: %d inserts outside of the transaction", s.name, n)
		}
	}
}
