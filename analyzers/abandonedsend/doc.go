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
// Or it starts one goroutine for each of some servers, and returns the first answer,
// or at the first error; the others have nobody to send to.
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
// Give the channel room for the value of each goroutine; then no send waits, and the
// channel is collected together with the values:
//
//	result := make(chan string, 1)
//	answers := make(chan string, len(servers))
//
// The fix does so, where it can tell how many there are. It is a safe one if the
// goroutine does nothing after the send; where the number is a variable it is a
// suggestion, since make panics if it is negative. There is none where a select also
// waits for a channel that says that the goroutines are done: with a buffer it could
// choose that one although there is a value.
//
// # Verify
//
// go test ./abandonedsend -run TestVerify
//
// # Limits
//
// Only channels of which everything is known are looked at: made in the function
// without a buffer, sent on in one place of a goroutine's literal, and received from in
// the function itself. A channel that is returned, stored, passed to another function,
// or drained by a deferred call or a goroutine is silent; so are sends in a select or a
// loop. A goroutine that sends on several channels is taken to send on one of them. A
// path that receives, also in the arm of the timeout, is right; so is one that learns
// that there is nothing to receive, from a channel that the goroutine closes or sends
// on, or another one that waits for it, or from a context that only this function
// cancels.
//
// Of goroutines that share a channel, those count that a function leaves behind before
// it has received anything, or after one value. A loop that receives is taken to
// receive all values, unless it is left because of an error among them or by another
// case of a select. Silent also: goroutines that serve, such as http.Serve, or wait for
// a signal, which are started once per process, and those of main.
package abandonedsend
