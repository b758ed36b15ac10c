// Package helper has what services put around their readers.
package helper

import (
	"log"
	"time"

	"github.com/segmentio/kafka-go"
)

// NewReader makes a reader of a topic.
func NewReader(topic string) *kafka.Reader {
	return kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"127.0.0.1:1"}, Topic: topic, MaxAttempts: 1, ErrorLogger: kafka.LoggerFunc(func(string, ...any) {})})
}

// Backoff waits longer with each failure.
func Backoff(failures int) { time.Sleep(time.Duration(failures) * time.Millisecond) }

// Die ends the process.
func Die(err error) { log.Fatal(err) }
