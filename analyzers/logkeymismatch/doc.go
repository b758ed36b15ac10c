// Package logkeymismatch reports context values that are read under another type of key than they are stored under.
//
// # Scene
//
// A middleware stores the trace id under a key of a type of its own, as vet
// and linters ask for. The logger reads it under the plain string:
//
//	type ctxKey string
//
//	ctx = context.WithValue(ctx, ctxKey("trace_id"), id)
//	…
//	id, _ := ctx.Value("trace_id").(string) // always ""
//
// # Symptom
//
// The field is there in every line of the log, and it is always empty. No
// error says so, because the assertion with two results accepts nil. Lines of
// one request cannot be found together.
//
// # Cause
//
// A context compares keys as interface values: type and value must be equal.
// ctxKey("trace_id") and "trace_id" are two keys, and so are equal texts of
// types that two packages declare.
//
// # Fix
//
// Keep the key in one package, unexported, with a function to store the value
// and one to read it. There is no fix to offer, since either side may be the
// one to change.
//
// # Verify
//
// go test ./logkeymismatch -run TestVerify
//
// # Limits
//
// It compares constant strings, of what the package and all packages of the
// program below it store. A plain string is reported only if the same text is
// stored there under another type and never as a plain string, also not with
// the Set of a gin, echo, fiber, hertz or fasthttp context, whose values are
// found under plain strings; a key of an unexported type, if nothing stores
// that key and the same text is stored under another type. A key that is not
// constant may be any, which silences the rule. What packages above store is
// not known to it, so it is a preview.
package logkeymismatch
