// Package ledger books payments, with gorm.
package ledger

import (
	"context"
	"fmt"
	"time"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// Entry is one side of a booking.
type Entry struct {
	ID      uint
	Order   string
	Account string
	Cents   int64
	Booked  time.Time
}

// Ledger is a book of entries.
type Ledger struct {
	db *gorm.DB
}

// Open returns the ledger at a database.
func Open(url string) (*Ledger, error) {
	db, err := gorm.Open(postgres.Open(url), &gorm.Config{})
	if err != nil {
		return nil, fmt.Errorf("open ledger: %w", err)
	}
	return &Ledger{db: db}, nil
}

// Charge books what a customer has paid for an order.
func (l *Ledger) Charge(ctx context.Context, order, customer string, cents int64) error {
	return l.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(&Entry{Order: order, Account: customer, Cents: -cents, Booked: time.Now()}).Error; err != nil {
			return err
		}
		return tx.Create(&Entry{Order: order, Account: "shop", Cents: cents, Booked: time.Now()}).Error
	})
}

// Refund books it back.
func (l *Ledger) Refund(ctx context.Context, order, customer string, cents int64) error {
	return l.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(&Entry{Order: order, Account: "shop", Cents: -cents, Booked: time.Now()}).Error; err != nil {
			return err
		}
		return l.db.WithContext(ctx).Create(&Entry{Order: order, Account: customer, Cents: cents, Booked: time.Now()}).Error
	})
}

// Archive moves the entries of before a day out of the way.
func (l *Ledger) Archive(ctx context.Context, before time.Time) error {
	tx := l.db.WithContext(ctx).Begin()
	if tx.Error != nil {
		return tx.Error
	}
	if err := tx.Exec(`INSERT INTO archive SELECT * FROM entries WHERE booked < ?`, before).Error; err != nil {
		return fmt.Errorf("copy entries: %w", err)
	}
	if err := tx.Delete(&Entry{}, "booked < ?", before).Error; err != nil {
		tx.Rollback()
		return fmt.Errorf("remove entries: %w", err)
	}
	return tx.Commit().Error
}

// Balance returns what an account has.
func (l *Ledger) Balance(ctx context.Context, account string) (cents int64, err error) {
	err = l.db.WithContext(ctx).Model(&Entry{}).Where("account = ?", account).Select("coalesce(sum(cents), 0)").Scan(&cents).Error
	return cents, err
}
