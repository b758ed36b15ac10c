// Package unexecutedpipeline reports Redis pipelines that nothing ever executes.
//
// # Scene
//
// Commands are queued in a pipeline, and the function returns.
//
//	pipe := client.Pipeline()
//	for _, key := range keys {
//		pipe.Del(ctx, key)
//	}
//	return nil
//
// # Symptom
//
// Nothing happens, and nobody is told: keys stay, counters do not move, locks are
// not extended. INFO commandstats on the server does not know of the commands, and
// MONITOR does not show them.
//
// # Cause
//
// A pipeline is a list in the client's memory. Its commands return at once, with an
// empty result and no error, and Exec sends them (read: go-redis v9.23). Without it
// the list goes to the garbage collector.
//
// # Fix
//
// Execute it, and look at the error:
//
//	_, err := pipe.Exec(ctx)
//	return err
//
// Or let the client do it: client.Pipelined(ctx, func(pipe redis.Pipeliner) error
// executes what the function has queued. There is no automatic fix: the results may
// have been read before, and would have to be read afterwards.
//
// # Verify
//
// go test ./unexecutedpipeline -run TestVerify
//
// # Limits
//
// Silent on purpose: a pipeline that is executed or discarded on some path, for the
// others may have given up; one that is returned, stored, sent, captured by a
// function that is kept, or passed to a function of unknown effect; and one in which
// nothing is queued. What functions of the module do with it is followed. The
// pipeline that Pipelined hands out is executed by the client. Any version of
// go-redis is covered, and other libraries are not.
package unexecutedpipeline
