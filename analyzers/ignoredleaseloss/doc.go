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
// Or it tells Consul now and then that it is well, until that fails for the first time:
//
//	for range ticker.C {
//		if err := client.Agent().PassTTL(id, ""); err != nil {
//			return
//		}
//	}
//
// # Symptom
//
// After an outage of etcd, or a partition that is longer than the TTL, the instance
// runs and nobody calls it, until it is restarted: "lease keepalive channel closed" is
// all that its log says, if that. The second form takes a whole core from then on. The
// last needs no outage: one request to the agent that fails is enough.
//
// # Cause
//
// The client closes the channel when the lease has expired, and with the lease goes the
// key. Nothing registers the service again but its own code. A receive from a closed
// channel returns at once, for ever. A TTL check of Consul turns critical when no
// heartbeat comes, and after DeregisterCriticalServiceAfter the service is removed: from
// then on each heartbeat fails with "Unknown check ID".
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
// Or end the process, and have it restarted. With Consul, go on when a heartbeat fails,
// and call ServiceRegister again: it replaces what is there.
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
// channel that nobody watches is not looked for.
//
// With Consul, a loop that only logs what fails is reported if a check in the package has
// a TTL and DeregisterCriticalServiceAfter, and the package neither registers in a loop
// nor asks the agent what it has. A count of failures, or a note of the last success, is
// an answer. Heartbeats in a function that the loop calls are not seen.
//
// It is a preview: a program may watch its key by other means, with a Get now and then,
// which is not seen. Read in etcd v3.7 and Consul's api v1.32.
package ignoredleaseloss
