// Package lingeringwriter reports Kafka writers that wait a second for each message written alone.
//
// # Scene
//
// A kafka-go Writer is made without a BatchTimeout, and WriteMessages is called
// with one message: in a loop, in a request handler, in a function that others
// call.
//
//	w := &kafka.Writer{Addr: kafka.TCP(broker), Topic: "orders"}
//	...
//	err := w.WriteMessages(ctx, kafka.Message{Value: order})
//
// # Symptom
//
// Every write takes a second, at any load and with the broker next door. A loop
// over a thousand messages takes seventeen minutes; request latencies have a
// step at 1s.
//
// # Cause
//
// The writer collects messages into batches, of 100 by default. A batch that is
// not full is sent when BatchTimeout has passed, by default one second, and
// WriteMessages returns when its batch has been sent (read: kafka-go v0.4.51,
// writer.go).
//
// # Fix
//
// Say how long a message may wait for others:
//
//	w := &kafka.Writer{
//		Addr:         kafka.TCP(broker),
//		Topic:        "orders",
//		BatchTimeout: 10 * time.Millisecond,
//	}
//
// or write many messages with one call. The suggestion adds the field.
//
// # Verify
//
// go test ./lingeringwriter -run TestVerify
//
// # Limits
//
// It is silent about a writer with a BatchTimeout, with a BatchSize of one, or
// that is Async, where nobody waits; about one of which these fields are
// assigned anywhere in the package, or that a function is given to set it up;
// about a writer that is not made in the package, or may be one of several; and
// about a single message that is written once, or in a goroutine of its own.
// Many goroutines that write at once share batches, and still wait: the
// throughput is right then, the latency is not.
//
// It is a preview: programs mostly keep the writer behind an interface or set it
// up from their configuration, so that forty repositories have given nothing to
// judge.
package lingeringwriter
