// Package earlycommit reports Kafka messages that are committed before they are processed.
//
// # Scene
//
// A consumer commits a message, or marks it for the next commit, above the call
// that processes it; or behind a go statement whose goroutine still does.
//
//	msg, err := reader.FetchMessage(ctx)
//	...
//	if err := reader.CommitMessages(ctx, msg); err != nil {
//		return err
//	}
//	if err := orders.Save(ctx, msg.Value); err != nil {
//		return err
//	}
//
// kafka-go's ReadMessage does the same on a reader that has a GroupID: it commits
// a message before it returns it, also where the consumer calls CommitMessages for it
// later.
//
// # Symptom
//
// After a deployment, a crash or a failure of the database single messages are
// missing. The consumer's lag is zero, nothing is delivered again, and restarting
// does not help.
//
// # Cause
//
// A commit says where the group goes on reading after a restart or a rebalance.
// What is committed is not delivered again, whatever becomes of it. sarama sends
// marked offsets every second and when the session ends, franz-go does alike with
// AutoCommitMarks; kafka-go's ReadMessage calls FetchMessage and then
// CommitMessages.
//
// # Fix
//
// Commit when the message has been processed, and expect to see it twice:
//
//	if err := orders.Save(ctx, msg.Value); err != nil {
//		return err
//	}
//	if err := reader.CommitMessages(ctx, msg); err != nil {
//		return err
//	}
//
// In place of ReadMessage call FetchMessage, and CommitMessages behind the
// processing. A goroutine marks its message itself when it is done with it; where
// several run at once a later message then commits an earlier one too, so bound
// them to a key or a partition. The suggestion moves the commit down.
//
// # Verify
//
// go test ./earlycommit -run TestVerify
//
// # Limits
//
// Processing is a call of the user's own code that is given the message, or what
// was made of its key or value, that may fail, and whose error is looked at. An
// error that nobody looks at, or a comment in the function that says "at most
// once", tells that losses are accepted. It is silent where the failure hands the
// message on (a retry topic, a dead letter queue), tries again, or where the
// function that is called does so; and about commits of several messages at once,
// of what is only decoded or checked so far, and about marks in a package that
// calls sarama's Commit or franz-go's CommitMarkedOffsets itself. Where a failure
// is only logged and the consumer goes on, only a crash shows the mistake: it is
// an information then. ReadMessage is reported where every configuration of
// a reader in the package has a GroupID. A package that calls CommitMessages and
// never FetchMessage is taken to read with ReadMessage what it commits.
//
// Read: kafka-go v0.4.51, sarama v1.61.1, franz-go v1.22.2.
package earlycommit
