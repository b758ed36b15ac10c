// Package consumedbody reports middleware that reads the request's body and hands the request on without it.
//
// # Scene
//
// A middleware checks a signature, looks for a field or logs what clients send. It
// reads the body for that, and calls the next handler.
//
//	body, err := io.ReadAll(r.Body)
//	if err != nil || !valid(r.Header.Get("X-Signature"), body) {
//		w.WriteHeader(http.StatusUnauthorized)
//		return
//	}
//	next.ServeHTTP(w, r)
//
// # Symptom
//
// The handler behind gets an empty body: decoding fails with "EOF", every request is
// answered with 400, or an empty order is saved. Behind a reverse proxy, or in a
// transport of a client, the request is not sent at all: "http: ContentLength=10
// with Body length 0". Without the middleware, as in the tests of the handler, all
// is well.
//
// # Cause
//
// A body is a stream that is read once: what has been read is gone, for all who
// have the request or a copy that WithContext or Clone has made, since the copy has
// the same body (read: net/http of Go 1.26, gin v1.12.0, echo v4.16.0).
//
// # Fix
//
// Put back what was read:
//
//	r.Body = io.NopCloser(bytes.NewReader(body))
//
// or read along with the handler, by an io.TeeReader. With gin, ShouldBindBodyWith
// keeps the body for those who ask by the same method. No fix is offered: it may be
// meant that the handlers behind get what was decoded, and how is not in the code.
//
// # Verify
//
// go test ./consumedbody -run TestVerify
//
// # Limits
//
// Middleware is what lostnext takes for it, handlers of gin that call Next or are
// registered before others, a method ServeHTTP that calls the handler in a field of
// its own, what calls a httputil.ReverseProxy, and a RoundTrip that calls another.
// A body is read by io.ReadAll, io.Copy, Buffer.ReadFrom, a Decoder, the methods of
// gin that bind what can only be in the body, echo's Bind into a struct with names
// for JSON alone, and by functions of the same package that always do so.
//
// Silent where something of what was read goes into a context, into the header or
// another field of the request, or with one of them to a function that is not known:
// the handlers behind may get it there. Silent where a function of another package
// is given the request: it may put the body back; where the body is replaced by a
// reader that may be read again; where reading has failed, or found nothing; where
// all is discarded, on purpose; and about forms, which the request keeps.
package consumedbody
