// Package plainjson reports protobuf messages that are turned into JSON, or back, by encoding/json.
//
// # Scene
//
// A message goes into an HTTP answer, a queue or a cache as JSON, or comes out of one,
// through encoding/json or a framework's methods that use it:
//
//	body, err := json.Marshal(order)
//	err = json.Unmarshal(body, order)
//	c.JSON(http.StatusOK, order)
//
// # Symptom
//
// Clients in other languages do not understand the text: times arrive as
// {"seconds":1,"nanos":5}, enums as numbers, large ids lose digits in JavaScript, and
// fields of several words have other names. Reading what a gateway or another language
// has written gives an empty message and no error. Messages of the opaque API become
// {}.
//
// # Cause
//
// Protobuf defines its own JSON: names in lower camel case, enums by name, 64-bit
// integers as text, RFC 3339 for timestamps. encoding/json goes by the struct tags that
// the generator writes for itself, and has no way to fill the interface of a oneof
// (read: protobuf v1.36.12). Unknown names are skipped in silence.
//
// # Fix
//
// Use protojson.Marshal and protojson.Unmarshal. This is a suggestion, and changes the
// text: whoever reads it has to follow. The output of protojson is not stable in its
// white space.
//
// # Verify
//
// go test ./plainjson -run TestVerify
//
// # Limits
//
// A warning where a message is read, or has a field that comes out differently; an info
// where only names differ, and where the text is only logged. Silent about messages whose
// two forms are the same, about
// types that have a JSON form of their own (structpb, some generators), about messages
// without ProtoReflect (gogo), about a package that both writes and reads a message
// without oneofs, such as a cache, and about values in an interface, a map of any, or
// deeper than two structs.
//
// It ships as preview: services that have always used plain JSON on both sides are
// consistent, and a package alone does not show the other side.
//
// An article has an option AllowNullFields for null: there is none, and protojson reads
// null as unset.
package plainjson
