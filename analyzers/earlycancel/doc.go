// Package earlycancel reports values that are returned although their context is cancelled on return.
//
// # Scene
//
// A function gives a request a timeout, defers the cancel as one should, and
// returns the response before anybody has read it:
//
//	func fetch(ctx context.Context, url string) (*http.Response, error) {
//		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
//		defer cancel()
//		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
//		if err != nil {
//			return nil, err
//		}
//		return http.DefaultClient.Do(req)
//	}
//
// # Symptom
//
// "context canceled" where the caller reads: in the middle of a response's
// body, from a stream's first Recv, from rows.Err, from the first statement of
// a transaction. Small responses are in the buffer by then and arrive, large
// ones are cut off, so it passes the tests and fails in production. A loop over
// rows that does not look at rows.Err finds no rows at all.
//
// # Cause
//
// The context governs the value for as long as it is used, and not only the
// call that makes it. A deferred cancel runs when the function returns, which
// is before the caller gets to the value.
//
// # Fix
//
// Use the value in the function: read the body, scan the rows. Or let the
// caller's context bound it:
//
//	func fetch(ctx context.Context, url string) (*http.Response, error) {
//		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
//
// Or hand the cancel function out with the value, in the Close of a body that
// wraps the response's own. The fix that is offered drops the context that is
// derived, and with it the timeout, so it is a suggestion.
//
// # Verify
//
// go test ./earlycancel -run TestVerify
//
// # Limits
//
// It knows responses and their bodies, gRPC and connect streams, rows, row and
// transactions of database/sql, sqlx and pgx, gorm sessions, etcd watches,
// commands and contexts, also from functions of any package that hand them out
// for a context or a request that they are given. It is silent about responses
// whose body the function reads, closes, replaces or hands to other code, and
// about answers to HEAD; about responses of unexported functions of which
// every caller leaves the body alone; about values that are stored rather
// than returned; where the cancel runs only under a condition; about contexts
// that are cancelled by a plain call, which is a way to say no; and about
// connections, prepared statements and mongo cursors, which outlive the
// context they were made with. The advice "always defer cancel right after
// WithTimeout" is for contexts that end with the function. Read in Go 1.26,
// grpc-go v1.85, pgx v5.12, sqlx v1.4 and gorm v1.31.
package earlycancel
