// Package nilresponse reports responses that are used although the error of the request was ignored.
//
// # Scene
//
// A request is sent, its error is assigned to the blank identifier, and the response
// is used all the same, or its Close is deferred.
//
//	resp, _ := http.Get(url)
//	defer resp.Body.Close()
//
// # Symptom
//
// "panic: runtime error: invalid memory address or nil pointer dereference" on the
// line behind the call, as soon as a host cannot be reached, a name is not resolved
// or a deadline has passed. Outside of net/http's handlers it ends the process.
//
// # Cause
//
// When a request fails there is no response: Do, Get, Post and RoundTrip return nil
// beside the error (read: net/http of Go 1.26; only a failed CheckRedirect returns
// both).
//
// # Fix
//
// Look at the error before the response. What is to be done with it only you can say,
// so no fix is offered.
//
// # Verify
//
// go test ./nilresponse -run TestVerify
//
// # Limits
//
// Only an error that nothing takes is looked at: one that is assigned to a variable
// and tested too late, or not at all, is for other linters. Silent where the response
// is compared with nil first, where it is only handed on, and about fields of it that
// are never read.
package nilresponse
