// Package unitmismatch reports durations that are recorded in another unit than their metric's.
//
// # Scene
//
// A histogram is made for seconds, and milliseconds are recorded:
//
//	latency, err := meter.Float64Histogram("order.duration", metric.WithUnit("s"))
//	latency.Record(ctx, float64(time.Since(start).Milliseconds()))
//
// Or the name of an instrument ends in one unit and its declared unit is another.
//
// # Symptom
//
// Dashboards show latencies a thousand times too high or too low, and all samples are
// in the first or the last bucket. Services cannot be compared. With a name and a unit
// that differ, Prometheus gets http_request_duration_ms_seconds.
//
// # Cause
//
// A number has no unit. What reads the metric goes by its declared unit, or by its
// name. Exporters do not convert: the one for Prometheus appends the declared unit to
// the name (read: exporters/prometheus v0.69.0, client_golang v1.25.0).
//
// # Fix
//
// Record what the metric is for. For seconds, which both OpenTelemetry and Prometheus
// advise:
//
//	latency.Record(ctx, time.Since(start).Seconds())
//
// This is a suggestion where a duration's method is converted to a number: dashboards
// and alerts may have got used to the wrong one.
//
// # Verify
//
// go test ./unitmismatch -run TestVerify
//
// # Limits
//
// About units of time only, in values that are made of a time.Duration, or of the Unix
// time of a time.Time, where they are recorded. What is added or subtracted is taken to
// be in the same unit; sums of two different ones are left alone. The metric has to be
// made in the same function, or kept in a variable of the package or a field that holds
// no other, and its name and options have to be constant. OpenTelemetry's instruments go
// by their unit, or else by the last word of their name; Prometheus' collectors by that
// word before _total. Names without a unit are not looked at. Numbers that are scaled to
// no usual unit, such as tenths of a second, are left alone.
//
// That an instrument's unit is unknown to UCUM ("sec"), or that a gauge's unit "1"
// becomes _ratio, is a matter of names, and not this rule's. An article says that
// Prometheus refuses metrics without a unit: it does not.
package unitmismatch
