// Package helper has pools for others.
package helper

import (
	"bytes"
	"sync"
)

// Buffers is filled by whoever uses it.
var Buffers sync.Pool

// Get expects a buffer.
func Get() *bytes.Buffer { return Buffers.Get().(*bytes.Buffer) }

// Fill gives a pool its New.
func Fill(pool *sync.Pool) {
	pool.New = func() any { return new(bytes.Buffer) }
}
