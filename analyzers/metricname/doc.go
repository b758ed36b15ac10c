// Package metricname reports names and units of metrics that break the conventions.
//
// # Scene
//
// A metric is named as it came to mind:
//
//	prometheus.NewGauge(prometheus.GaugeOpts{Name: "orders_total"})
//	prometheus.NewCounter(prometheus.CounterOpts{Name: "orders_created"})
//	meter.Int64Counter("orders.created_total", metric.WithUnit("1"))
//
// # Symptom
//
// Nothing fails. Whoever queries takes the rate of a gauge for one of a counter, does
// not find the metric under the name that all others have, or compares seconds with
// milliseconds. Tools that go by the conventions, such as promtool check metrics,
// complain; in OpenMetrics a counter has another name than in the code. A unit that
// UCUM does not know is put into the name as it is, and a count with the unit "1"
// becomes a gauge named _ratio. An OpenTelemetry name that is not valid is an error,
// "invalid instrument name", which is often dropped.
//
// # Cause
//
// Prometheus has conventions, which promlint checks: counters end in _total and nothing
// else does, _bucket, _count and _sum are for parts of histograms and summaries, names
// are in snake_case, have base units that are written out, and neither their type nor a
// colon. OpenTelemetry has others: what exporters add, such as _total, is not part of
// the name, units are those of UCUM ("s", "By"), and things that are counted are an
// annotation ("{order}"). Read: client_golang v1.25.0, otel/sdk/metric v1.47.0,
// otlptranslator v1.0.0.
//
// # Fix
//
// Rename the metric, in dashboards and alerts too, which is why there is no fix here.
// Where that is not worth it, leave the old name and say so in an ignore directive.
//
// # Verify
//
// go test ./metricname -run TestVerify
//
// # Limits
//
// Names are policy, so that this rule has to be turned on. It looks at the options of
// Prometheus' collectors wherever they are written down with a constant Name; of a
// namespace or a subsystem that is not constant, nothing is known and nothing said. Names
// of descriptions (NewDesc) have no type, and are not looked at, nor are generated
// files. Names of OpenTelemetry's instruments are looked at if they are constant; for
// _total it is enough that it may be appended. Two units that contradict each other are
// the rule unitmismatch's.
package metricname
