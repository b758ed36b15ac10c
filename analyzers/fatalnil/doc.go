// Package fatalnil reports pipelines of which one missing key is taken for the failure of all.
//
// # Scene
//
// A pipeline queues several commands that answer nil where there is nothing,
// such as Get, HGet, LPop or ZScore, and the error of Exec is treated like that
// of a broken connection:
//
//	for _, id := range ids {
//		names = append(names, pipe.Get(ctx, id))
//	}
//	if _, err := pipe.Exec(ctx); err != nil {
//		return nil, err // also when one of the names is not there
//	}
//
// # Symptom
//
// A cache misses all of its keys as soon as one of them has expired, and the
// database behind it gets all the load; a list stays empty because of one
// deleted element. The error in the log is "redis: nil", which looks harmless.
//
// # Cause
//
// Exec sends all commands and returns the error of the first that has failed
// (read: go-redis v9.23.0). The answer nil counts as the error redis.Nil. The
// other commands have succeeded, and their results are there.
//
// # Fix
//
// Let redis.Nil pass, and look at the error of each command:
//
//	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
//		return nil, err
//	}
//
// The suggestion does so. What to do with a command that found nothing is for
// people to say: its Val is empty, its Err is redis.Nil.
//
// # Verify
//
// go test ./fatalnil -run TestVerify
//
// # Limits
//
// It is silent about a pipeline with one such command only, where redis.Nil
// says which one has found nothing; where the function, or a caller in its
// package, knows redis.Nil; where the error is compared with another one or
// handed to a predicate; where the results are looked at, or returned, in spite
// of the error; and where nothing but the error is returned, without a test.
// Commands that helpers queue are not seen. Transactions (TxPipeline) are
// treated alike: their commands run together, and nil is no failure there
// either.
package fatalnil
