// Package orphanlease reports leases of etcd whose renewal ends, or never begins.
//
// # Scene
//
// A function registers a service under a lease, and bounds everything that it does
// with one timeout:
//
//	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
//	defer cancel()
//	lease, err := cli.Grant(ctx, 10)
//	...
//	ch, err := cli.KeepAlive(ctx, lease.ID)
//	go drain(ch)
//
// Or it grants a lease and forgets KeepAlive; or it discards the channel that
// KeepAlive returns.
//
// # Symptom
//
// The instance registers, is called for the length of one TTL, and is gone from the
// registry while it runs. Callers see "no children to pick from", or "name resolver
// error: produced zero addresses". A restart helps for another TTL. Where the channel
// is discarded that happens later, when the connection to etcd has been down for
// longer than the TTL, and nothing is logged.
//
// # Cause
//
// The context of KeepAlive is not for the call: the client renews the lease for as
// long as it is alive. A deferred cancel ends it when the function returns. Without
// any KeepAlive the lease ends after its TTL. When a lease is lost, the client closes
// the channel; that is the only sign of it.
//
// # Fix
//
// Let the service's life bound the renewal, and the timeout the calls:
//
//	ch, err := cli.KeepAlive(cli.Ctx(), lease.ID)
//
// Receive from the channel, and register again when it is closed; or use
// concurrency.NewSession and watch its Done channel.
//
// # Verify
//
// go test ./orphanlease -run TestVerify
//
// # Limits
//
// It is silent about functions that wait for something behind KeepAlive, since they
// may return only when the service does; about main, whose return ends the process;
// about channels that are returned, which are earlycancel's; about leases whose ID
// goes somewhere unknown, and about packages that renew any lease at all or have a
// Grant in a loop. A lease without KeepAlive is reported only if it registers a
// service: with the endpoint manager, or under a key that begins with services,
// registry or the like. Other keys may be meant to expire, as locks are. To leave the
// channel undrained costs warnings in the client's log and nothing else, whatever the
// comments say that are copied from program to program. Read in etcd v3.7.
package orphanlease
