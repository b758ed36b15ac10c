package zerotimestamp

import (
	"database/sql"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgtype"
	"google.golang.org/protobuf/types/known/timestamppb"

	"example.com/fixtures/zerotimestamp/helper"
)

func asked(order helper.Order) *helper.Message {
	out := &helper.Message{CreatedAt: timestamppb.New(order.CreatedAt)}
	if order.PaidAt.Valid {
		out.PaidAt = timestamppb.New(order.PaidAt.Time)
	}
	if value, err := order.DeletedAt.Value(); err == nil && value != nil {
		out.DeletedAt = timestamppb.New(order.DeletedAt.Time)
	}
	return out
}

func askedTime(order helper.Order) *timestamppb.Timestamp {
	if order.PaidAt.Time.IsZero() {
		return nil
	}
	return timestamppb.New(order.PaidAt.Time)
}

func byHelper(order helper.Order) *helper.Message {
	return &helper.Message{PaidAt: helper.Timestamp(order.PaidAt)}
}

// handedAlong tells clients whether the time counts.
func handedAlong(order helper.Order) *helper.Message {
	return &helper.Message{DeletedAt: timestamppb.New(order.DeletedAt.Time), Deleted: order.DeletedAt.Valid}
}

// set has just given it a time.
func set(order *helper.Order) *timestamppb.Timestamp {
	order.PaidAt = sql.NullTime{Time: time.Now(), Valid: true}
	return timestamppb.New(order.PaidAt.Time)
}

// byState knows from the state that there is a time.
func byState(order helper.Order) *helper.Message {
	out := &helper.Message{}
	switch order.Status {
	case "shipped":
		out.ShippedAt = timestamppb.New(order.ShippedAt.V)
	}
	return out
}

func checked(order helper.Order) (*timestamppb.Timestamp, error) {
	if err := paid(order); err != nil {
		return nil, err
	}
	return timestamppb.New(order.PaidAt.Time), nil
}

func paid(order helper.Order) error {
	if !order.PaidAt.Valid {
		return fmt.Errorf("order %d is not paid", order.ID)
	}
	return nil
}

// deletedOrder is about rows that have been deleted.
func deletedOrder(order helper.Order) *helper.Message {
	return &helper.Message{DeletedAt: timestamppb.New(order.DeletedAt.Time)}
}

// payments asks for rows that have a time.
func payments(db *sql.DB) ([]*timestamppb.Timestamp, error) {
	rows, err := db.Query("SELECT paid_at FROM orders WHERE paid_at IS NOT NULL")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var times []*timestamppb.Timestamp
	for rows.Next() {
		var t sql.NullTime
		if err := rows.Scan(&t); err != nil {
			return nil, err
		}
		times = append(times, timestamppb.New(t.Time))
	}
	return times, rows.Err()
}

// account has a column that is never NULL: sqlc has the same type for both.
type account struct{ CreatedAt pgtype.Timestamptz }

func generated(a account) *timestamppb.Timestamp { return timestamppb.New(a.CreatedAt.Time) }

func plain(t time.Time) *timestamppb.Timestamp { return timestamppb.New(t) }
