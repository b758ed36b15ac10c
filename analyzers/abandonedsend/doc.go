// Package abandonedsend reports goroutines that block for ever on a send whose receiver has left.
//
// # Scene
//
// A goroutine does something slow and sends the result on a channel without a
// buffer. The function that has started it waits for the result or a timeout,
// whichever is first, or returns early for another reason.
//
//	result := make(chan string)
//	go func() { result <- slow() }()
//	select {
//	case s := <-result:
//		return s, nil
//	case <-ctx.Done():
//		return "", ctx.Err()
//	}
//
// # Symptom
//
// The number of goroutines grows by one with every timeout and never falls: the
// goroutine profile shows them in "chan send". Memory grows with what they hold: the
// result, the request, the closure's variables. It grows fastest when something
// downstream is slow, and the process dies of it when it is needed most.
//
// # Cause
//
// A send on an unbuffered channel waits for a receiver. When the function has
// returned, nobody else has the channel, and the goroutine waits for ever. The
// garbage collector does not take goroutines that wait (read: Go 1.26).
//
// # Fix
//
// Give the channel room for one value; then the send never waits, and the channel is
// collected together with the value:
//
//	result := make(chan string, 1)
//
// The fix does so. It is a safe one if the goroutine does nothing after the send.
//
// # Verify
//
// go test ./abandonedsend -run TestVerify
//
// # Limits
//
// Only channels of which everything is known are looked at: made in the function
// without a buffer, sent on in one place of one goroutine that is started once, and
// received from in the function itself. A channel that is returned, stored, passed to
// a function, or drained by a deferred call is silent; so are a send in a select or a
// loop, and goroutines started in a loop, unless each turn makes a channel of its own.
// A goroutine that sends on several channels is taken to send on one of them. A path
// that receives, also in the arm of the timeout, is right. Silent also: goroutines
// that serve, such as http.Serve, which are started once per process, and those of
// main.
package abandonedsend
