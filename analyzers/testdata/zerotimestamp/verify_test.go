package zerotimestamp

import (
	"database/sql"
	"os"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	"example.com/fixtures/zerotimestamp/helper"
)

// yearOne reports whether a timestamp is set, is valid, and says the year 1.
func yearOne(ts *timestamppb.Timestamp) bool {
	return ts.IsValid() && ts.AsTime().Format(time.RFC3339) == "0001-01-01T00:00:00Z" && ts.GetSeconds() == -62135596800
}

func TestVerify(t *testing.T) {
	var order helper.Order
	for _, column := range []sql.Scanner{&order.PaidAt, &order.ShippedAt, &order.DeletedAt} {
		if err := column.Scan(nil); err != nil { // as database/sql does with NULL
			t.Fatal(err)
		}
	}
	literal := inLiteral(order)
	if !yearOne(literal.PaidAt) || !yearOne(literal.ShippedAt) || !yearOne(literal.DeletedAt) {
		t.Errorf("inLiteral: %v, %v, %v", literal.PaidAt, literal.ShippedAt, literal.DeletedAt)
	}
	if times := all([]helper.Order{order}); !yearOne(times[0]) {
		t.Errorf("all: %v", times)
	}
	if out := asked(order); out.PaidAt != nil || out.DeletedAt != nil {
		t.Errorf("asked: %v, %v", out.PaidAt, out.DeletedAt)
	}
	if askedTime(order) != nil || byHelper(order).PaidAt != nil {
		t.Error("askedTime, byHelper: a timestamp of NULL")
	}

	fixed := os.Getenv("GOVLINT_FIXED") != ""
	out := assigned(&order)
	for name, ts := range map[string]*timestamppb.Timestamp{
		"assigned, paid": out.PaidAt, "assigned, deleted": out.DeletedAt, "returned": returned(order.PaidAt), "embedded": embedded(removal{}),
	} {
		if fixed && ts != nil || !fixed && !yearOne(ts) {
			t.Errorf("%s: %v", name, ts)
		}
	}
}
