// Package uncheckedcursor reports query results that are read without a look at their error.
//
// # Scene
//
// A loop reads rows or documents until Next returns false, and the function goes
// on as if that had been the last one.
//
//	rows, err := db.QueryContext(ctx, query)
//	if err != nil {
//		return nil, err
//	}
//	defer rows.Close()
//	for rows.Next() {
//		...
//	}
//	return ids, nil // all of them?
//
// So does a single rows.Next() that asks whether there is a row at all, and a call
// of Err in front of the loop, when nothing has been read yet. The same comes of
//
//	if rows.Err() != nil {
//		return nil, translate(err) // the error of the query, which is nil
//	}
//
// and of one that is logged in its place.
//
// Covered are database/sql, sqlx, pgx, the Rows of gorm, and the cursors and change
// streams of MongoDB.
//
// # Symptom
//
// Lists are too short now and then, sums too small, and nothing is logged: a
// statement that was cancelled in the middle, a connection that was cut, a shard
// that did not answer. A record that is there is "not found". A consumer of a
// change stream stops without a word and never starts again.
//
// # Cause
//
// Next returns false at the end and after an error alike. Only Err tells which,
// and only when it is asked afterwards (read: database/sql of Go 1.26, pgx v5.12,
// mongo-driver v2.9.3 and v1.17.10). Close does not tell: it returns the error of
// closing. With QueryContext, a deadline that passes during the loop ends it in
// this way.
//
// # Fix
//
// Ask behind the loop:
//
//	return ids, rows.Err()
//
// The fix does so where nil is returned right behind the loop. A cursor's All, and
// pgx.CollectRows, look at the error themselves.
//
// # Verify
//
// go test ./uncheckedcursor -run TestVerify
//
// # Limits
//
// Silent on purpose: a result that is returned, stored, sent, captured by a function
// that is kept, or passed to a function of unknown effect, such as a scanner of
// another library: there the error may be looked at. What functions of the module do
// with it is followed, in both directions. Silent also where the end of the rows
// leads to an error made on the spot, such as fmt.Errorf("no such order"), or where
// another row would, and on paths that end in panic, os.Exit or log.Fatal. Once
// something else than the function's own calls is done with a result whose error is
// looked at, the order of the two is not judged. A loop that never ends reads on after Next has failed; that
// is another mistake. mongo.NewCursorFromDocuments cannot fail.
package uncheckedcursor
