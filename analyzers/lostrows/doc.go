// Package lostrows reports query results and prepared statements that some path never closes.
//
// # Scene
//
// A query is sent, and a path leaves the loop over its rows before the last one,
// or never enters it, and nothing closes them: a return for a failed Scan, a
// break at the row that was looked for, a Close behind the loop that an early
// return jumps over.
//
//	rows, err := db.QueryContext(ctx, query)
//	if err != nil {
//		return nil, err
//	}
//	for rows.Next() {
//		if err := rows.Scan(&id); err != nil {
//			return nil, err // the rows are open
//		}
//	}
//
// Or a function prepares a statement, runs it, and leaves it to nobody:
//
//	stmt, err := db.Prepare("DELETE FROM orders WHERE id = ?")
//	if err != nil {
//		return err
//	}
//	_, err = stmt.Exec(id)
//	return err
//
// Covered are database/sql, sqlx, pgx and the Rows of gorm; the statements of
// database/sql and sqlx.
//
// # Symptom
//
// Each such path takes a connection out of the pool for good. With a limit
// (SetMaxOpenConns, pgxpool's default) all calls hang when the last one is gone,
// and fail with "context deadline exceeded"; db.Stats shows InUse at the limit and
// WaitCount growing. Without one the server refuses: "too many clients already",
// "Too many connections". On a single pgx connection the next query fails with
// "conn busy".
//
// Statements pile up on the server, some for each connection, until it refuses to
// prepare more: MySQL with "Can't create more than max_prepared_stmt_count
// statements". PostgreSQL takes memory for each.
//
// # Cause
//
// Rows hold their connection until they are closed. Next closes them when it
// returns false (read: database/sql of Go 1.26, pgx v5.12), so that a loop that
// runs to its end needs nothing else; every other way out does. pgx closes them as
// well when Scan or Values fails, database/sql does not. With QueryContext, the end of
// the context closes the rows too, in database/sql: a request's context hides the
// mistake, a background job's does not.
//
// A statement stays prepared until it is closed, or the connection is; the pool keeps
// a record of it even then. Neither the end of its context nor the garbage collector
// closes it. Those of a transaction are closed with the transaction.
//
// # Fix
//
// Defer the Close in the line after the error check. It does nothing to rows that
// have been closed:
//
//	defer rows.Close()
//
// A statement that is prepared for one call can be left out: the methods of the pool
// take arguments, too. One that is worth preparing is prepared once and kept.
//
// # Verify
//
// go test ./lostrows -run TestVerify
//
// # Limits
//
// Silent on purpose: rows that are returned, stored, sent, captured by a function
// that is kept, or passed to a function of unknown effect, such as a scanner of
// another library. With database/sql and sqlx, silent also if the context of the
// query ends with the function: a request's, or one derived there with its cancel
// function. What functions of the module do with them is followed. Paths
// that end in panic, os.Exit or log.Fatal do not count, nor do those on which the
// query has failed. A QueryRow has nothing to close. Rows that are open when main
// returns are not reported. Whether Err is looked at is another question.
//
// Silent, too: statements that some path hands on, as a constructor does that fails
// half-way; those of functions that return rows, of helpers that hand out statements,
// and those on a pool that the function itself makes or closes.
package lostrows
