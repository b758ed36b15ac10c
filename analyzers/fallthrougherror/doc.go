// Package fallthrougherror reports handlers that answer with an error and go on.
//
// # Scene
//
// A handler or a middleware finds something wrong, answers with http.Error,
// http.NotFound, http.Redirect or a helper that does the like, and does not return.
//
//	if err := decode(r, &order); err != nil {
//		http.Error(w, err.Error(), http.StatusBadRequest)
//	}
//	json.NewEncoder(w).Encode(save(order))
//
// # Symptom
//
// Clients get the status of the error and a body that begins with its text and goes
// on with the answer of the normal case, which they cannot parse, or which they were
// not to see. What the rest of the handler does, it does with the bad input. Where
// the rest sends a status of its own, the server logs "http: superfluous
// response.WriteHeader call". In a middleware the request reaches the handler that
// it was to protect.
//
// # Cause
//
// http.Error writes the status, the headers and the text, and returns. It can not
// end the handler; what is written later is appended to the body (read: net/http of
// Go 1.26).
//
// # Fix
//
// Return after the answer. The fix inserts the return where the function has no
// results and the call is the last of its block. It is a safe one where nothing
// follows but more writing to the response.
//
// # Verify
//
// go test ./fallthrougherror -run TestVerify
//
// # Limits
//
// Only writes that certainly happen count: by methods of the http.ResponseWriter, by
// fmt.Fprint and io.WriteString, and by functions of the module that write on all
// their paths. The same goes for answers: a helper counts if it sends a status and a
// body on all paths. If the status is not a constant of 400 or more, only a second
// status behind it is reported, since the body may go on. Writers of other types, such as gin's, may hold back what is written and
// are not looked at. Paths that contradict themselves, or end in panic or log.Fatal,
// do not count; nor do deferred writes, or an answer in the next turn of a loop.
package fallthrougherror
