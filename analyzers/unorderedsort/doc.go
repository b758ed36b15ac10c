// Package unorderedsort reports maps where MongoDB goes by the order of the keys.
//
// # Scene
//
// A $sort stage has two keys, and they are written as a bson.M.
//
//	bson.D{{"$sort", bson.M{"score": -1, "name": 1}}}
//
// So may be the sort of a command, the sortBy of $setWindowFields and $top, the keys
// of an index, and the hint or the sort among the options of a call. Other shapes
// that are refused are reported as well, as information: a stage that is two, a
// pipeline that is a single document, and a field of $group or $facet whose name
// has a dot or begins with a dollar sign.
//
// # Symptom
//
// Pages of a list overlap, and records are missing between them; the same request
// is answered in another order from time to time. Where the driver looks, the call
// fails: "multi-key map passed in for ordered parameter sort". The server refuses
// the other shapes: "A pipeline stage specification object must contain exactly one
// field".
//
// # Cause
//
// Go goes through a map in another order each time, and BSON keeps the order in
// which the keys come. The driver refuses such maps as arguments and options, but
// does not look into the stages of a pipeline (read: mongo-driver v2.9.3 and
// v1.17.10; of 200 encodings of the example, 23 began with the name).
//
// # Fix
//
// Write the keys as a list:
//
//	bson.D{{"$sort", bson.D{{"score", -1}, {"name", 1}}}}
//
// The fix keeps the order of the source, which is what was meant.
//
// # Verify
//
// go test ./unorderedsort -run TestVerify
//
// # Limits
//
// Only literals with constant keys are looked at, where they are used: a map in a
// variable may be changed before. One key has no order, and in $match, $group, $set
// and $project the order does not matter. A stage of two is reported only within
// what is a pipeline for certain: an argument of Aggregate, or a mongo.Pipeline.
package unorderedsort
