// Package labelcount reports label values that do not fit the labels of a Prometheus vector.
//
// # Scene
//
// A label is added to a vector, and one of the places that count with it is
// forgotten:
//
//	var requests = promauto.NewCounterVec(opts, []string{"method", "code"})
//
//	requests.WithLabelValues(r.Method, "200").Inc()
//	requests.WithLabelValues(r.Method).Inc() // where it fails
//
// Or the map that With gets lacks a name, or has one that is misspelt. So it is with
// CurryWith, with deletions, and with the values that NewConstMetric gets for the
// labels of a description.
//
// # Symptom
//
// The service panics with "inconsistent label cardinality: expected 2 label values but
// got 1" or "label name "code" missing in label map". As this is often where an error
// is counted, it happens only then. GetMetricWithLabelValues and its like return an
// error instead, and a deletion deletes nothing, so that the series stays for good.
//
// # Cause
//
// A vector takes as many values as it has labels, less those that are curried, and
// under their names. Nothing checks that before the call (read: client_golang v1.25.0).
//
// # Fix
//
// Give each label a value, in the order in which the vector has them. Where they are
// many, With and a map of names is easier to read. There is no fix here: which value is
// missing is for you to say.
//
// # Verify
//
// go test ./labelcount -run TestVerify
//
// # Limits
//
// The vector has to be in a variable, a variable of a package, or a field that other
// packages cannot assign, and its list of labels written out, possibly with others
// appended; all that the variable or field may hold has the same labels. Helpers that
// make vectors out of labels that they are given are followed. Package variables count
// even if they are exported: that another package puts a different vector there is
// not expected. An exported field of an exported type, an element of a slice or a map,
// and a vector behind an interface of your own are unknown: silent. So are lists of
// values and maps of labels whose size depends on something, and maps that are handed
// to others before. That values are in the wrong order is not seen: they are all
// strings. The constraints of labels that prometheus.V2 offers are not looked at.
package labelcount
