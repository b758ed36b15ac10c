// Package lostderegister reports services that stay registered when their program ends.
//
// # Scene
//
// A program registers itself, and has a deferred call that is to take that back:
//
//	if err := client.Agent().ServiceRegister(registration); err != nil {
//		log.Fatal(err)
//	}
//	defer client.Agent().ServiceDeregister(registration.ID)
//	log.Fatal(srv.ListenAndServe())
//
// Or it shuts down gracefully when a signal arrives, and deregisters nowhere.
//
// # Symptom
//
// After each rollout callers are sent to addresses that nobody listens on: "connect:
// connection refused", gRPC code Unavailable. It lasts until the check has failed or
// the lease has expired. In Consul and, for persistent instances, in Nacos the dead
// instances stay in the list for ever, one more with each rollout.
//
// # Cause
//
// SIGTERM ends a Go program on the spot unless the program has asked for the signal;
// deferred calls do not run then. They do not run behind log.Fatal either, which is
// os.Exit(1), nor behind select {}, which has no end. Consul keeps a service whose
// check fails, in state critical, unless the check has DeregisterCriticalServiceAfter;
// Nacos keeps an instance that is not Ephemeral.
//
// # Fix
//
// Serve in a goroutine, wait for the signal, deregister, and shut the server down:
//
//	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
//	defer stop()
//	go func() { served <- srv.ListenAndServe() }()
//	select {
//	case err := <-served:
//		log.Print(err)
//	case <-ctx.Done():
//	}
//	client.Agent().ServiceDeregister(registration.ID)
//	srv.Shutdown(context.WithoutCancel(ctx))
//
// # Verify
//
// go test ./lostderegister -run TestVerify
//
// # Limits
//
// It reports in package main, where the whole program can be seen, and is silent if
// the program uses a library that may handle signals or deregister, going by its name:
// frameworks with a Run of their own do. A deferred call counts if the same function
// registers before it and serves behind it, and if nothing else in the package
// deregisters. That nothing deregisters is said only of programs that serve, that
// handle signals, and that register in Consul with checks which neither have a TTL nor
// DeregisterCriticalServiceAfter, or a persistent instance in Nacos; leases of etcd,
// ephemeral nodes and instances end with the process, and a registration whose fields
// are not all seen may be anything. A function whose name says deregister, unregister or
// maintenance is taken for what deregisters, wherever it is used; one that nothing uses
// does not count. What registers through an interface, a function value or by HTTP is
// not followed. Programs that are ended without a signal are not looked at: processes
// may be killed on purpose. That a program ends while Shutdown still waits is
// earlyexit's. It is a preview: of the programs read, few register at all, and one has
// the mistake. Read with consul/api v1.32 and nacos-sdk-go v2.3.
package lostderegister
