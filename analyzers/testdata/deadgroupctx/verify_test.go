package deadgroupctx

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"testing"
)

func nothing(context.Context) error { return nil }

func save(ctx context.Context) error { return ctx.Err() }

// never is a database that nobody gets to.
type never struct{}

func (never) Connect(context.Context) (driver.Conn, error) { return nil, errors.New("connected") }
func (never) Driver() driver.Driver                        { return nil }

// TestVerify lets groups succeed, and what follows fail.
func TestVerify(t *testing.T) {
	ctx := context.Background()
	db := sql.OpenDB(never{})
	defer db.Close()
	_, queried := ownName(ctx, nothing, db)
	for name, err := range map[string]error{
		"thenSaves":   thenSaves(ctx, nothing),
		"withTimeout": withTimeout(ctx, []func(context.Context) error{nothing, nothing}),
		"ownName":     queried,
		"onFailure":   onFailure(ctx, func(context.Context) error { return errors.New("no") }),
		"laterGroup":  laterGroup(ctx, nothing, save),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, f := range map[string]func(context.Context, func(context.Context) error) error{
		"thenSavesOutside": thenSavesOutside, "before": before, "inScope": inScope, "detached": detached,
		"logged": logged, "valuesOnly": valuesOnly, "plainGroup": plainGroup, "another": another,
	} {
		if err := f(ctx, nothing); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
