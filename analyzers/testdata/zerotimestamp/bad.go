// Package zerotimestamp turns rows into messages.
package zerotimestamp

import (
	"database/sql"

	"google.golang.org/protobuf/types/known/timestamppb"
	"gorm.io/gorm"

	"example.com/fixtures/zerotimestamp/helper"
)

func inLiteral(order helper.Order) *helper.Message {
	return &helper.Message{
		CreatedAt: timestamppb.New(order.CreatedAt),
		PaidAt:    timestamppb.New(order.PaidAt.Time),    // want `timestamp of order.PaidAt.Time is made without a look at order.PaidAt.Valid: NULL becomes the year 1`
		ShippedAt: timestamppb.New(order.ShippedAt.V),    // want `timestamp of order.ShippedAt.V is made without a look at order.ShippedAt.Valid`
		DeletedAt: timestamppb.New(order.DeletedAt.Time), // want `timestamp of order.DeletedAt.Time is made without a look at order.DeletedAt.Valid`
	}
}

func assigned(order *helper.Order) *helper.Message {
	if order == nil {
		return nil
	}
	out := &helper.Message{CreatedAt: timestamppb.New(order.CreatedAt)}
	if order.ShippedAt.Valid {
		out.ShippedAt = timestamppb.New(order.ShippedAt.V)
	}
	out.PaidAt = timestamppb.New(order.PaidAt.Time)             // want `timestamp of order.PaidAt.Time is made without a look at order.PaidAt.Valid`
	out.DeletedAt = timestamppb.New(order.DeletedAt.Time.UTC()) // want `timestamp of order.DeletedAt.Time.UTC\(\) is made without a look at order.DeletedAt.Valid`
	return out
}

func returned(t sql.NullTime) *timestamppb.Timestamp {
	return timestamppb.New(t.Time) // want `timestamp of t.Time is made without a look at t.Valid`
}

func all(orders []helper.Order) []*timestamppb.Timestamp {
	var times []*timestamppb.Timestamp
	for _, order := range orders {
		times = append(times, timestamppb.New(order.PaidAt.Time)) // want `timestamp of order.PaidAt.Time is made`
	}
	return times
}

// removal embeds what may be NULL.
type removal struct {
	gorm.DeletedAt
	By string
}

func embedded(r removal) *timestamppb.Timestamp {
	return timestamppb.New(r.Time) // want `timestamp of r.Time is made without a look at r.Valid`
}
