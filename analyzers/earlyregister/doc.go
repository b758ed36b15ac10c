// Package earlyregister reports services that are registered before anything listens on their port.
//
// # Scene
//
// A function registers the service in Consul, etcd, Nacos, ZooKeeper, Eureka
// or through a framework's registrar, and calls net.Listen or ListenAndServe
// only after that.
//
// # Symptom
//
// Each rollout brings a burst of errors from the callers: "connect: connection
// refused", gRPC code Unavailable, a 502 from the gateway. The errors last as
// long as whatever stands between the two calls: migrations, cache warm-up,
// loading certificates. The instance's own log shows nothing.
//
// # Cause
//
// Watchers of the registry are told of the new instance within milliseconds.
// From net.Listen on the kernel accepts connections and queues them, even if
// Serve starts later; before net.Listen it refuses them. etcd, Nacos,
// ZooKeeper and Eureka route to an instance at once. Consul does so if the
// registration has no check, or a check that starts with Status "passing"; any
// other check starts out critical, so callers wait until it has passed: then
// only the first check is lost, and the finding is for information.
//
// # Fix
//
// Listen, then register, then serve on the listener:
//
//	listener, err := net.Listen("tcp", srv.Addr)
//	...
//	err = client.Agent().ServiceRegister(registration)
//	...
//	err = srv.Serve(listener)
//
// To register after ListenAndServe is no cure: it returns only when the server
// has ended.
//
// # Verify
//
// go test ./earlyregister -run TestVerify
//
// # Limits
//
// Silent where the server is started in a goroutine before the registration:
// that is a race, but the server usually wins it. Silent if anything before
// the registration may have bound the port: a call that listens, a listener
// that is a parameter or a field. A registration of one constant port and a
// listener on another have nothing to do with each other; a port that is not
// constant may be any, except that of a server in the background on a constant
// one, which is for profiles or metrics. Registrations in a loop over instances
// are taken for those of other services. Keys of etcd and ZooKeeper count as
// registrations if they have a lease or are ephemeral, or if their constant
// beginning says so, and if they do not look like a lock or an election. Calls
// of interface methods and function values that the catalog does not list are
// not followed.
package earlyregister
