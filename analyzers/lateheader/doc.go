// Package lateheader reports headers and statuses that are set after the response has begun.
//
// # Scene
//
// A handler writes the status, or a part of the body, and sets a header or another
// status afterwards; or it encodes the answer first and says http.StatusCreated
// then.
//
//	w.WriteHeader(http.StatusOK)
//	w.Header().Set("Content-Type", "application/json")
//	json.NewEncoder(w).Encode(v)
//
// # Symptom
//
// The header is missing: clients take JSON for text/plain, a cache keeps what was
// marked no-store, a cookie never arrives. The status is 200 whatever the code says,
// and the server logs "http: superfluous response.WriteHeader call".
//
// # Cause
//
// WriteHeader, or the first Write, sends the status line and a snapshot of the
// header map (read: net/http of Go 1.26). What is put into the map later stays there.
// Only trailers, and statuses below 200, are another matter.
//
// # Fix
//
// Headers first, then the status, then the body. The suggestion moves what comes too
// late above what sends the header, or returns behind a refusal that is followed by
// another status. Clients see the difference, so it is not applied unasked.
//
// # Verify
//
// go test ./lateheader -run TestVerify
//
// # Limits
//
// Only what certainly happens counts: see fallthrougherror, which also has the answers
// with an error that are followed by more. Silent on purpose: keys that are no
// constants or may be trailers; functions that announce a Trailer; a file that is
// served under a status of its own, as the page of an error; what runs when the write
// has failed, as after a failed Encode, which has written nothing; deferred calls;
// writers of other types than http.ResponseWriter itself, since they may hold back
// what is written.
//
// No fix is offered where the two are not in one block, where a path may leave in
// between, where the late call needs what is made or changed in between, and, but for
// the missing return, where two statuses compete.
package lateheader
