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
//	err = event.SetData(cloudevents.ApplicationJSON, order)
//
// # Symptom
//
// Whoever reads the text with protojson, or with protobuf in another language, gets an
// error: a time arrives as {"seconds":1,"nanos":5}, a oneof as the name of a Go type.
// Reading what a gateway or another language has written fails at enums, which come by
// name, and at large ids, which come as strings, or gives an empty message and no
// error, as fields of several words have other names. Messages of the opaque API
// become {}.
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
// What is written is reported only if protojson does not read it: a oneof, a time, a
// duration or another well-known type in the message, or hidden fields. Names as they
// are in the file, and numbers for enums and 64-bit integers are read, so a service
// that answers with them has chosen so. What is read is reported if protojson writes
// any of it in another way, unless the text has other things around the message, which
// protojson does not write. An info where the text is only logged. Silent about types
// that have a JSON form of their own (structpb, some generators), about messages
// without ProtoReflect (gogo, and types of Kubernetes, which are made for
// encoding/json) unless they have a oneof, about a package that both writes and reads
// a message without oneofs, such as a cache, and about values in an any, or deeper
// than two structs. A proto.Message is taken for one with a oneof or a time.
//
// It ships as preview: services that have always used plain JSON on both sides are
// consistent, and a package alone does not show the other side. What it had found in
// real code were numbers for ids, which are read; since it leaves them alone, nothing
// there is left to judge it by.
//
// An article has an option AllowNullFields for null: there is none, and protojson reads
// null as unset.
package plainjson
