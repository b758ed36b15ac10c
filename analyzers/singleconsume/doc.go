// Package singleconsume reports a consumer group's Consume that nothing calls again.
//
// # Scene
//
// A service joins a consumer group with sarama, and calls Consume as if it ran as
// long as the service does:
//
//	go func() {
//		if err := group.Consume(ctx, topics, handler); err != nil {
//			log.Printf("consuming: %v", err)
//		}
//	}()
//
// # Symptom
//
// The service consumes until another of its instances starts or stops, such as in
// the next roll-out, and then no more: the lag of the group grows, health checks are
// green, and the log has no line about it, because Consume has returned nil. If main
// calls Consume, the process ends, with status 0.
//
// # Cause
//
// Consume is one session: it ends when the partitions are shared out anew, and its
// caller is to begin the next. An eager strategy does so at every rebalance, and the
// default one, range, is eager (read: sarama v1.61.1, consumer_group.go and
// config.go). It also ends when the coordinator is lost, or a ConsumeClaim returns.
//
// # Fix
//
// Call it in a loop that ends with the context:
//
//	for ctx.Err() == nil {
//		if err := group.Consume(ctx, topics, handler); err != nil {
//			log.Printf("consuming: %v", err)
//			return
//		}
//	}
//
// The suggestion does so where an error leaves the function. It is not applied
// unasked: perhaps one session was all that was wanted.
//
// # Verify
//
// go test ./singleconsume -run TestVerify
//
// # Limits
//
// Only a call that certainly runs once is reported: in main, in a goroutine that
// nothing waits for, in functions of the package that run once, and of functions of
// other packages that call Consume and return, the call. Silent therefore about an
// exported function of a library, a function that is passed on or called by way of
// an interface, a goroutine that is started in a loop, and one that tells by a
// channel that it is over: somebody may begin the next session. Silent where a
// context with a time is given, or its cancel function to somebody: then one session
// may be what is wanted; and in programs that choose the cooperative strategy, whose
// sessions live through a rebalance.
package singleconsume
