// Package helper makes tickers.
package helper

import "time"

// NewTicker returns a ticker for people.
func NewTicker() *time.Ticker { return time.NewTicker(time.Second) }
