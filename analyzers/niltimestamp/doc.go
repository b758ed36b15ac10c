// Package niltimestamp reports AsTime().IsZero() as the test for an unset protobuf timestamp.
//
// # Scene
//
// A timestamp field of a message is converted first and tested then:
//
//	if order.GetPaidAt().AsTime().IsZero() {
//		return errUnpaid
//	}
//
// # Symptom
//
// Orders that were never paid count as paid, leases without expiry as expired, and
// reports show 1970-01-01 where a dash belongs. The branch for the unset field never
// runs; coverage shows it.
//
// # Cause
//
// An unset field is a nil *timestamppb.Timestamp. Its methods work on nil: AsTime
// takes seconds and nanos as 0 and returns the start of 1970 in UTC (read: protobuf
// v1.36.12). The zero of Go's time.Time is another moment, the start of year 1, so
// that IsZero is false.
//
// # Fix
//
// Ask the message:
//
//	order.GetPaidAt() == nil
//
// The safe fix adds that test and leaves the old one, which is true for a sender that
// has put a zero time.Time through timestamppb.New.
//
// # Verify
//
// go test ./niltimestamp -run TestVerify
//
// # Limits
//
// Silent where the function has asked before whether the timestamp is set: a
// comparison with nil, IsValid, CheckValid, the message's Has method, a function of
// bool or error that gets it. So it is for timestamps made by timestamppb.New or Now.
// A time that was converted in another function is not followed. There is no fix if
// the timestamp comes from a call that may not be made twice, or was converted into a
// variable before.
//
// An article says that generated structs hold time.Time and that an unset one is
// 1970: the fields are pointers to Timestamp, and it is the conversion that makes 1970
// of them.
package niltimestamp
