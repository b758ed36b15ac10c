// Package unflushedprovider reports OpenTelemetry providers that export in batches and are never shut down.
//
// # Scene
//
// A provider is made with WithBatcher, or with a periodic reader, and becomes the
// global one. Nothing keeps it:
//
//	provider := trace.NewTracerProvider(trace.WithBatcher(exporter))
//	otel.SetTracerProvider(provider)
//
// Or a helper returns the provider, or a function that shuts it down, and the caller
// drops it. Or a deferred Shutdown waits in main behind a server:
//
//	defer provider.Shutdown(ctx)
//	log.Print(srv.ListenAndServe())
//
// # Symptom
//
// The last seconds before each restart are missing: the spans of the request that
// crashed the service, the whole trace of a short job, the metrics of a batch that ran
// for less than a minute.
//
// # Cause
//
// A batcher exports every five seconds or when 512 spans have come together, a periodic
// reader each minute (read: sdk and sdk/metric v1.47.0). What is waiting when the
// process ends is lost. Shutdown and ForceFlush export it. SIGTERM ends a Go program on
// the spot unless the program has asked for the signal; deferred calls do not run then.
// They do not run behind log.Fatal either.
//
// # Fix
//
// Shut the provider down when the program ends, with a context that is not cancelled
// yet:
//
//	defer provider.Shutdown(context.Background())
//
// In main this is a safe fix. In another function it would come too early: return the
// provider, or its Shutdown, to who lives longer. Behind a server, wait for the signal
// (signal.NotifyContext), shut the server down, and let main return.
//
// # Verify
//
// go test ./unflushedprovider -run TestVerify
//
// # Limits
//
// Reported are providers whose options are seen to batch: WithBatcher, a batch
// processor or a periodic reader among the arguments, or appended to them on some
// path. Silent about WithSyncer, manual readers and Prometheus' exporter, which need
// nothing, about batch processors and readers that the code keeps to end them apart,
// about providers that are returned, stored or handed to code of unknown effect, such
// as a hook of a framework, be it only where nothing has failed, and about packages
// that take the global provider and assert its type, as they can shut it down by that.
// A main that ends only in log.Fatal or os.Exit, and shuts nothing down, is not reported:
// no deferred call would run there. Deferred calls count that are skipped behind a
// server's Serve in package main, in a program that handles no signal and uses no library
// that may, going by its name. That Shutdown is given a context which is cancelled already is another
// rule's business.
package unflushedprovider
