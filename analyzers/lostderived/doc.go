// Package lostderived reports derived contexts, loggers and requests that nothing takes.
//
// # Scene
//
// A call that is meant to add something, metadata to a context, a field to a logger, a
// context to a request, stands alone in its line, as if it changed what it is given.
//
//	metadata.AppendToOutgoingContext(ctx, "x-tenant", tenant)
//	return client.Pay(ctx, in)
//
// # Symptom
//
// The server sees no tenant and answers Unauthenticated, or takes the default one. Log
// lines lack the trace id that the code adds to them. A trace breaks off, because the
// extracted parent is nowhere. A request is not bound by its timeout.
//
// # Cause
//
// Contexts, the loggers of slog, zap, logrus, zerolog and logr, and requests are not
// changed by these functions: they return a new one. (logrus and zap have methods that
// do write a line, such as Info; zerolog's UpdateContext does change its logger.)
//
// # Fix
//
// Assign the result: ctx = metadata.AppendToOutgoingContext(ctx, ...), logger =
// logger.With(...). The fix does so where the call derives from a variable of the
// function.
//
// # Verify
//
// go test ./lostderived -run TestVerify
//
// # Limits
//
// Only a call that is a statement of its own is reported; _ = logger.With(...) says that
// it is meant. go vet reports the derivations of package context. Functions of the
// module that only pass the result on are not followed. There is no fix where the call
// derives from a field, a package variable, or a variable of the function around a
// closure.
package lostderived
