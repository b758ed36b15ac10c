// Package lostpropagator reports programs that set up tracing and never set a propagator.
//
// # Scene
//
// main, or a package for telemetry, builds a tracer provider and makes it the global
// one. HTTP or gRPC instrumentation is in use. Nothing calls
// otel.SetTextMapPropagator:
//
//	otel.SetTracerProvider(provider)
//	http.ListenAndServe(addr, otelhttp.NewHandler(mux, "shop"))
//
// Or it is called with propagation.NewCompositeTextMapPropagator() of no propagators.
//
// # Symptom
//
// Traces end at the border of each service: every hop has a trace id of its own, and
// a request through five services shows up as five traces. Requests arrive without a
// traceparent header.
//
// # Cause
//
// Instrumentation writes and reads headers through the global propagator, and the
// default one does nothing (read: otel v1.47.0, otelhttp and otelgrpc v0.72.0). The
// environment variable OTEL_PROPAGATORS has no effect unless autoprop is used.
//
// # Fix
//
// Set the propagators of W3C next to the tracer provider:
//
//	otel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator(
//		propagation.TraceContext{}, propagation.Baggage{}))
//
// This is a safe fix in the package main that sets the provider.
//
// # Verify
//
// go test ./lostpropagator -run TestVerify
//
// # Limits
//
// Reported in package main, where it calls what sets the tracer provider, if nothing
// in all packages of the program mentions SetTextMapPropagator or WithPropagators.
// Silent if a library may do it: distributions such as otelconf, autoprop, uptrace or
// honeycomb, frameworks that set up tracing, libraries of the module's owner, and
// libraries whose names speak of telemetry, none of which are analysed. Silent about
// programs without instrumentation that uses the global propagator; kratos' tracing
// middleware has one of its own. A set-up reached through interfaces or dependency
// injection only is not followed.
//
// An article says that a propagator set after the tracer is lost for good. In Go the
// default propagator hands over to the first one that is set, at any time; only one
// that is never set is a mistake.
package lostpropagator
