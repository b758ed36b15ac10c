// Package defaultbuckets reports histograms of seconds that use the default buckets.
//
// # Scene
//
// A histogram records durations in seconds, as the semantic conventions advise, and
// neither it nor a view of the meter provider says which buckets:
//
//	latency, err := meter.Float64Histogram("http.server.request.duration", metric.WithUnit("s"))
//	latency.Record(ctx, time.Since(start).Seconds())
//
// # Symptom
//
// The 99th percentile is 4.95 s, always, for requests of a few milliseconds. All counts
// are in the bucket le="5". Latency alerts fire at once or never.
//
// # Cause
//
// The SDK's default boundaries are 0, 5, 10, 25 ... 10000 whatever the unit (read:
// sdk/metric v1.47.0): made for milliseconds. What takes less than five seconds is in
// one bucket, and quantiles are interpolated within it.
//
// # Fix
//
// Give the instrument boundaries, here those of the semantic conventions:
//
//	metric.WithExplicitBucketBoundaries(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
//
// This is a safe fix for instruments of package main. Those of other packages are
// reported where main sets up metrics, and named with their place. A view, or the
// exponential histogram, does it for all at once.
//
// # Verify
//
// go test ./defaultbuckets -run TestVerify
//
// # Limits
//
// Reported are Float64Histograms with unit "s", or without a unit and a name that ends
// in seconds, in package main of a program that makes a meter provider. Silent if any
// package of the program has a view, an aggregation selector or a type of histogram
// aggregation, if name or options are not constant, and if a library may set up
// metrics in ways that are not known. Libraries are not reported on their own: their
// users choose the buckets. Silent about instruments that nothing records, as a
// program without a meter provider of its own.
//
// An exporter for OTLP can be told to use exponential histograms in
// OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION, which code does not show.
package defaultbuckets
