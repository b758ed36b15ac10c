// Package lostcursor reports MongoDB cursors that some path never closes.
//
// # Scene
//
// A query is sent, and a path leaves the loop over its documents before the last
// one, or never enters it, and nothing closes the cursor.
//
//	cur, err := orders.Find(ctx, filter)
//	if err != nil {
//		return err
//	}
//	for cur.Next(ctx) {
//		var o Order
//		if err := cur.Decode(&o); err != nil {
//			return err // the cursor is open
//		}
//	}
//	return cur.Err()
//
// This goes for change streams too, which have no last document.
//
// # Symptom
//
// On the server, metrics.cursor.open.total of db.serverStatus() grows with the
// failures, and metrics.cursor.timedOut ten minutes later. The pool of sessions
// grows as well: each open cursor holds an implicit session. A change stream that
// is left open keeps the server tailing the oplog for it.
//
// # Cause
//
// The driver (read: mongo-driver v2.9.3 and v1.17.10) ends the session and the
// server forgets the cursor when the last batch has been handed out; All closes by
// itself. Any other way out needs Close, which sends killCursors. Without it, the
// server keeps the cursor until it has been idle for cursorTimeoutMillis, ten
// minutes by default.
//
// # Fix
//
// Defer the Close in the line after the error check, with a context that is not
// cancelled when the function returns: with one that is, killCursors is not sent.
//
//	defer cur.Close(context.WithoutCancel(ctx))
//
// The fix does so.
//
// # Verify
//
// go test ./lostcursor -run TestVerify
//
// # Limits
//
// Silent on purpose: a cursor that is returned, stored, sent, captured by a function
// that is kept, or passed to a function of unknown effect. What functions of the
// module do with it is followed. Paths that end in panic, os.Exit or log.Fatal do
// not count, nor do those on which the query has failed, and a change stream that
// is read for ever. A cursor that is open when main returns is not reported. That
// Close is given a context which may have expired is not reported either.
package lostcursor
