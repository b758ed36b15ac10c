// Package spinningread reports loops that go on reading from what fails for ever.
//
// # Scene
//
// A consumer reads in an endless loop: kafka-go's ReadMessage or FetchMessage,
// sarama's Consume, franz-go's PollFetches, a websocket's ReadMessage, a
// listener's Accept. When the read fails the loop logs the error and goes on:
//
//	for {
//		msg, err := reader.ReadMessage(ctx)
//		if err != nil {
//			log.Print(err)
//			continue // also when ctx has ended
//		}
//		handle(msg)
//	}
//
// # Symptom
//
// Shutdown does not end: from the moment that the context is cancelled, or the
// reader closed, a core is busy and the same line fills the log, hundreds of
// thousands of times a second: "fetching message: context canceled", "EOF",
// "kafka: tried to use a consumer group that was closed", "use of closed
// network connection". A websocket panics after a thousand turns: "repeated
// read on failed websocket connection".
//
// # Cause
//
// A reader retries by itself what may pass. What it returns when its context
// has ended, or when it has been closed, it returns at once and for ever.
// kafka-go says io.EOF then; sarama's Consume returns ErrClosedConsumerGroup,
// or nil when only the context has ended; franz-go injects an error into the
// fetches; every error of a websocket is final.
//
// # Fix
//
// Look at the context at the top of the loop, or leave it on the error that is
// final:
//
//	for {
//		if ctx.Err() != nil {
//			return ctx.Err()
//		}
//		msg, err := reader.ReadMessage(ctx)
//
// The fix does so where the function returns nothing, or an error alone. Where
// the reader has been closed it suggests to leave on any error: look whether
// others may pass, and test for io.EOF or net.ErrClosed then.
//
// # Verify
//
// go test ./spinningread -run TestVerify
//
// # Limits
//
// It is silent if any way behind the failed read leaves the loop or may pause:
// a test of the context or of an error, a count, a sleep, a channel, a function
// of unknown content that is named like a pause or is a value. It is silent
// where nothing can end the read: a context that nobody cancels (a deferred
// cancel of the same function never runs), and a reader that nobody closes
// while the loop runs; where the reader may be another one on the next turn; and
// about loops that have another way out. A ReadJSON that fails may have met
// one bad message only. Streams of gRPC are for spinningrecv.
//
// Read: kafka-go v0.4.51, sarama v1.61.1, franz-go v1.22.2, gorilla/websocket
// v1.5.3.
package spinningread
