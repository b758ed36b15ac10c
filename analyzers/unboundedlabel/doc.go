// Package unboundedlabel reports labels of metrics whose values there is no end of.
//
// # Scene
//
// A middleware counts requests by path, an error handler by the error's text:
//
//	requests.WithLabelValues(r.URL.Path).Inc()
//	failures.WithLabelValues(err.Error()).Inc()
//
// Covered are the raw path, the URL and the query of a request, its host, its remote
// address and its user agent, the texts of errors, ids, and times. The ids are those of
// tracing and of google/uuid, and fields and getters that are named for the id of
// something that happens all the time, such as a request, an order or a message.
//
// # Symptom
//
// The memory of the service and of Prometheus grows for as long as both run; /metrics
// takes seconds; a scanner that tries a thousand paths adds a thousand series for good.
// With OpenTelemetry the numbers go wrong instead: they end up under
// otel.metric.overflow.
//
// # Cause
//
// Each combination of label values is a time series. Prometheus' client never drops one
// (read: client_golang v1.25.0), and panics on a value that is not valid UTF-8, which a
// path may be. OpenTelemetry's SDK stops at 2000 combinations for each instrument (read:
// sdk/metric v1.47.0).
//
// # Fix
//
// Use what there is an end of: the pattern that the request was routed by (r.Pattern
// since Go 1.23, c.FullPath() in gin, c.Path() in echo), the kind of an error or its
// code. Put the rest into logs and spans. The pattern is a suggestion: it is empty
// before the router has run, and for requests that match nothing.
//
// # Verify
//
// go test ./unboundedlabel -run TestVerify
//
// # Limits
//
// Reported are values that come directly from such a source, through conversions,
// string functions of the standard library and formatting. Any other function may map
// them to a few, and so may a variable that is assigned in several ways, or a branch
// that has compared the text or looked it up: silent. So is the path of a handler that
// is mounted on one exact pattern only, and so are requests that a client sends, and
// URLs of no request. Attributes in sets are not followed. A vector that is curried is
// taken to be used. Whether an error has one of a few texts is not known: its text is
// reported, as most errors wrap others, unless the function compares errors with some
// that it knows.
package unboundedlabel
