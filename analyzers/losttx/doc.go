// Package losttx reports transactions that some path neither commits nor rolls back.
//
// # Scene
//
// A transaction is begun, one of its statements fails, and the function returns
// the error and nothing else.
//
//	tx, err := db.Begin()
//	if err != nil {
//		return err
//	}
//	if _, err := tx.Exec(debit, amount, from); err != nil {
//		return err // the transaction is open
//	}
//	return tx.Commit()
//
// Covered are database/sql, sqlx, pgx and gorm.
//
// # Symptom
//
// After some failures every call that needs the database hangs until its deadline:
// db.Stats shows InUse at the limit. The server lists sessions that are "idle in
// transaction"; rows they have written stay locked, and other writers fail with
// "Lock wait timeout exceeded" or "database is locked".
//
// # Cause
//
// A transaction owns a connection of the pool, and all the locks it has taken,
// until Commit or Rollback (read: database/sql of Go 1.26, pgx v5.12, gorm v1.31).
// An error of a statement ends neither. The garbage collector does not either.
//
// # Fix
//
// Defer the rollback in the line after the error check:
//
//	defer tx.Rollback()
//
// After a Commit it does nothing but return sql.ErrTxDone. The fix does so for
// database/sql and sqlx; pgx's Rollback takes a context, which should be one that
// is not cancelled, and gorm's db.Transaction does it all.
//
// # Verify
//
// go test ./losttx -run TestVerify
//
// # Limits
//
// database/sql rolls back by itself when the context given to BeginTx is cancelled:
// silent if that is a request's context, or one derived with its cancel function in
// the same function. Silent also: a transaction that is returned, stored, sent,
// captured by a function that is kept, or passed to a function of unknown effect.
// What functions of the module do with it is followed. Paths that end in panic,
// os.Exit or log.Fatal do not count, nor do those on which Begin has failed; of
// gorm that is the Error of what Begin returns.
package losttx
