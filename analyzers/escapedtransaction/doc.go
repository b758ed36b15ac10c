// Package escapedtransaction reports statements that are sent past the transaction they belong to.
//
// # Scene
//
// Between Begin and Commit, or in the function that is to run in a transaction, a
// statement goes through the pool and not through the transaction.
//
//	err := db.Transaction(func(tx *gorm.DB) error {
//		if err := tx.Create(&order).Error; err != nil {
//			return err
//		}
//		return db.Model(&stock).Update("left", left).Error // db, not tx
//	})
//
// With MongoDB it is the context that counts: a call that is given the outer ctx, and
// not that of the session, is no part of the transaction. Covered are database/sql,
// sqlx, pgxpool, gorm and MongoDB.
//
// # Symptom
//
// After a rollback one half of the change is there: an order without its items, a
// payment without an order. A statement that needs what the transaction has written
// does not see it, or waits for its locks. When the pool is small or busy, each of
// the callers holds one connection and waits for another: all hang until their
// deadline, and db.Stats shows InUse at the limit and WaitCount growing.
//
// # Cause
//
// A transaction is a connection. The pool takes another one for each statement of
// its own, and that commits at once (read: database/sql of Go 1.26, pgx v5.12, gorm
// v1.31). MongoDB's driver finds the session of a call in its context alone (read:
// mongo-driver v2.9.3 and v1.17.10).
//
// # Fix
//
// Use what the transaction has been given as: tx in place of db, the callback's
// context in place of the outer one. The suggestion does so; it is not applied
// unasked, for the statement may be meant to stay when the transaction fails. Then
// send it before or after.
//
// # Verify
//
// go test ./escapedtransaction -run TestVerify
//
// # Limits
//
// Without a callback, only what stands between Begin and a Commit of the same
// function is looked at, and not what leads to a rollback: a note of what has failed
// must not be rolled back. A read counts there only if it locks, or if the
// transaction has certainly changed something before, which the read does not see;
// another one may be meant to see what others have committed in the meantime, as an
// optimistic loop has to. A statement that the pool prepares counts if it is run as it
// is, and not if the transaction takes it over with Stmt.
//
// Silent also about another pool, about a single connection, which is in the
// transaction with all that is sent through it, about a query that becomes a part of
// another one, about what functions do that are called in between, and about a nested
// transaction of something called tx. For MongoDB, silent if the session comes out of
// a context, and about contexts that the callback makes itself.
package escapedtransaction
