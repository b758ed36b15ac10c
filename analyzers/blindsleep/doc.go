// Package blindsleep reports loops that sleep without looking at their context.
//
// # Scene
//
// A function that is given a context tries again and again, or waits for something
// to become ready, and sleeps in between:
//
//	for attempt := 0; attempt < 10; attempt++ {
//		if err = send(msg); err == nil {
//			return nil
//		}
//		time.Sleep(backoff << attempt)
//	}
//	return err
//
// # Symptom
//
// Requests whose clients have gone, and calls whose deadline is over, stay: their
// goroutines sit in time.Sleep and their number grows while a dependency is down.
// Shutdown takes until the last attempt, or until the process is killed.
//
// # Cause
//
// time.Sleep, and a receive from time.After, wait for the time alone. The end of the
// context is noticed when the sleep is over, if something asks for it then, and here
// nothing in the loop does.
//
// # Fix
//
// Wait for both:
//
//	select {
//	case <-ctx.Done():
//		return ctx.Err()
//	case <-time.After(backoff << attempt):
//	}
//
// This is a safe fix where the function returns nothing, or an error last beside
// values that have a zero. It is a suggestion where code behind the loop would be
// skipped. Since Go 1.23 the timer that time.After leaves behind is garbage at once.
//
// # Verify
//
// go test ./blindsleep -run TestVerify
//
// # Limits
//
// A loop that asks for the end of any context, that leaves when a call which is given
// the context fails, that selects, or that receives from a channel, is silent: it ends
// after one more sleep at most. So are constant sleeps of less than 100 ms, and loops
// of the kind that cannot run for a second in all. Loops of at most three turns are
// reported for information only. Tests and their helpers, which are given a
// *testing.T, may sleep as they like.
//
// The context must be a parameter, be carried by one (*http.Request, the server's end
// of a stream, gin and echo contexts), or derive from such a one. Contexts of fiber and
// cobra are left out, since nothing need ever end them. A goroutine counts if it uses
// the context of the function around it, and a function of the package that is only
// called with contexts which nothing ends does not. Sleeps through a clock of the
// user's own are not seen. A context in a field of the receiver is another matter.
package blindsleep
