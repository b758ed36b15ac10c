// Package helper has the rows and the messages of a service.
package helper

import (
	"database/sql"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"
	"gorm.io/gorm"
)

// Order is a row.
type Order struct {
	ID        uint
	Status    string
	CreatedAt time.Time
	PaidAt    sql.NullTime
	ShippedAt sql.Null[time.Time]
	DeletedAt gorm.DeletedAt
}

// Message is what clients get of it.
type Message struct {
	CreatedAt, PaidAt, ShippedAt, DeletedAt *timestamppb.Timestamp
	Deleted                                 bool
}

// Timestamp returns the timestamp of a column, nil for NULL.
func Timestamp(t sql.NullTime) *timestamppb.Timestamp {
	if !t.Valid {
		return nil
	}
	return timestamppb.New(t.Time)
}
