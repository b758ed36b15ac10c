// Package undrainedproducer reports asynchronous Kafka producers whose errors nobody reads.
//
// # Scene
//
// A service makes a sarama.AsyncProducer, writes to its Input, and never reads
// from its Errors; or it has asked for Successes, and never reads these.
//
//	producer, err := sarama.NewAsyncProducer(brokers, sarama.NewConfig())
//	...
//	producer.Input() <- message
//
// # Symptom
//
// All is well until brokers have failed for a while. Then every send to Input
// blocks, for ever, also when the brokers are back: the goroutine profile shows
// the service in "chan send", and requests time out. With Successes it happens
// after a few hundred messages, in the best of times.
//
// # Cause
//
// Producer.Return.Errors is true by default. The producer puts every message
// that could not be delivered into the channel of Errors, which has room for
// ChannelBufferSize of them, 256. When it is full the producer waits for a
// reader, takes nothing more from Input, and all senders wait with it (read:
// sarama v1.61.1). Nobody learns of the messages that were lost.
//
// # Fix
//
// Read both channels for as long as the producer lives:
//
//	go func() {
//		for failure := range producer.Errors() {
//			slog.Error("message lost", "error", failure.Err)
//		}
//	}()
//
// or set config.Producer.Return.Errors to false, if messages may be lost.
//
// # Verify
//
// go test ./undrainedproducer -run TestVerify
//
// # Limits
//
// It looks for a reader in the whole package, whichever producer it reads
// from. It is silent about a producer that leaves the package: returned by an
// exported function, kept in an exported field, handed to another package; and
// about a configuration that is not made where the producer is, or that other
// code may have changed.
//
// It is a preview: programs that have such a producer mostly keep it in an exported
// field or return it, so that forty repositories have given nothing to judge.
package undrainedproducer
