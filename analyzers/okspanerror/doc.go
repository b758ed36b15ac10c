// Package okspanerror reports tracing spans that record an error and do not fail.
//
// # Scene
//
// A function records the error that it returns, and leaves the span's status alone:
//
//	ctx, span := tracer.Start(ctx, "charge")
//	defer span.End()
//	if err := client.Charge(ctx, order); err != nil {
//		span.RecordError(err)
//		return err
//	}
//
// # Symptom
//
// The operation has failed, and its span looks like any other: it is not red, a search
// for status=error does not find it, and alerts on the rate of failed spans stay
// silent. Samplers that keep failed traces throw this one away.
//
// # Cause
//
// RecordError adds an event named "exception" to the span and nothing else. The status
// stays Unset, which means that nothing is known to be wrong (read and run: otel/sdk
// v1.47.0). That is on purpose: not every error that is worth keeping makes its
// operation fail. Only SetStatus says so.
//
// # Fix
//
// Set the status next to the record:
//
//	span.RecordError(err)
//	span.SetStatus(codes.Error, err.Error())
//
// # Verify
//
// go test ./okspanerror -run TestVerify
//
// # Limits
//
// Reported are spans that begin in the same function, and errors that all paths behind
// the record return, as they are or wrapped, or that a deferred closure finds in the
// named result. The span of a caller, of an interceptor for one, may get its status
// from what is returned. A call that is given the span, or, once there is an error, a
// context, may set the status: some bridges of loggers do. Then nothing is reported,
// nor if the function takes the span out of a context again, or sets any status on a
// path with the record. Errors that a branch has told from others, such as by
// errors.Is, may be no failures: silent. So are errors that are turned into a status
// of gRPC or another error, and those that a later attempt makes good.
package okspanerror
