// Package helper makes writers for others.
package helper

import (
	"time"

	"github.com/segmentio/kafka-go"
)

// NewWriter makes a writer that does not linger.
func NewWriter(transport kafka.RoundTripper, topic string) *kafka.Writer {
	return &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Transport: transport, Topic: topic, BatchTimeout: 5 * time.Millisecond}
}

// Hurry makes a writer send at once.
func Hurry(w *kafka.Writer) { w.BatchSize = 1 }
