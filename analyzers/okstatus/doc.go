// Package okstatus reports gRPC errors that are made with the code OK, and so are nil.
//
// # Scene
//
// A handler has a failure to report and takes the wrong code, or gives a
// success a message:
//
//	if balance < amount {
//		return nil, status.Error(codes.OK, "not enough money")
//	}
//
// # Symptom
//
// The client sees success: no error, and an empty reply or none of the
// message. On the server nothing fails either; the code OK is all that logs
// and metrics have.
//
// # Cause
//
// status.Error, status.Errorf and the Err of a status return nil for the code
// OK: a status that says OK is no error, and its message has no place to go.
//
// # Fix
//
// Give the failure its code, such as codes.FailedPrecondition. For success,
// return nil and put the message into the reply.
//
// # Verify
//
// go test ./okstatus -run TestVerify
//
// # Limits
//
// It reports constant codes only: what a variable holds is not known, even
// where it may be OK. An empty message is taken for a way to write nil and not
// reported. Read in grpc-go v1.85.
package okstatus
