// Package ignoredleaseloss reports receivers of a lease's renewals to which its loss means nothing.
//
// # Scene
//
// A service registers in etcd under a lease, and drains the channel of KeepAlive:
//
//	go func() {
//		for range ch {
//		}
//	}()
//
// Or it receives in a loop that does not look whether the channel is closed:
//
//	for {
//		<-ch
//	}
//
// Or it receives the first renewal, and never looks at the channel again.
//
// # Symptom
//
// After an outage of etcd, or a partition that is longer than the TTL, the instance
// runs and nobody calls it, until it is restarted: "lease keepalive channel closed" is
// all that its log says, if that. The second form takes a whole core from then on.
//
// # Cause
//
// The client closes the channel when the lease has expired, and with the lease goes the
// key. Nothing registers the service again but its own code. A receive from a closed
// channel returns at once, for ever.
//
// # Fix
//
// Take the end of the channel as the sign to begin again, with Grant, Put and KeepAlive:
//
//	for ctx.Err() == nil {
//		if err := register(ctx); err == nil { // returns when the channel is closed
//			continue
//		}
//		time.Sleep(time.Second)
//	}
//
// Or end the process, and have it restarted.
//
// # Verify
//
// go test ./ignoredleaseloss -run TestVerify
//
// # Limits
//
// It reports goroutines that do nothing but log, or return, when the channel is
// closed. Any other call, a send, a close, an assignment to something shared, a deferred
// call, a result or an exit counts as an answer to the loss, right or wrong. Functions
// that are also called without go are not reported: their caller may begin again. It
// goes by the type of what is received, and knows etcd's client v3. A Session's Done
// channel that nobody watches is not looked for. It is a preview: a program may watch
// its key by other means, with a Get now and then, which is not seen. Read in etcd v3.7.
package ignoredleaseloss
