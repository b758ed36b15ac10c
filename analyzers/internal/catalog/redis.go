package catalog

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// RedisPipeline collects commands for Redis until it is executed.
var RedisPipeline = &lifecycle.Spec{
	Name:  "redispipeline",
	Noun:  "pipeline",
	Match: opensPipeline,
	End: symbol.Of(
		"(github.com/redis/go-redis/v9.Pipeliner).Exec",
		"(github.com/redis/go-redis/v9.Pipeliner).Discard",
		"(github.com/redis/go-redis/v9.Cmdable).Pipelined",
		"(github.com/redis/go-redis/v9.Cmdable).TxPipelined",
	),
}

// opensPipeline recognises the calls that return a new pipeline, of any version
// of the library and any kind of client.
func opensPipeline(call *ssa.CallCommon) (result int, ok bool) {
	fn := symbol.Callee(call)
	if fn == nil || fn.Name() != "Pipeline" && fn.Name() != "TxPipeline" {
		return 0, false
	}
	results := call.Signature().Results()
	return 0, results.Len() == 1 && IsPipeliner(results.At(0).Type())
}

// IsPipeliner reports whether t is the type of go-redis's pipelines.
func IsPipeliner(t types.Type) bool { return redisType(t) == "Pipeliner" }

// RedisCommand reports whether a call queues a command in a pipeline: its
// result is filled in when the pipeline is executed.
func RedisCommand(call *ssa.CallCommon) bool {
	if !call.IsInvoke() || !IsPipeliner(call.Value.Type()) {
		return false
	}
	results := call.Signature().Results()
	return results.Len() == 1 && strings.HasSuffix(redisType(results.At(0).Type()), "Cmd")
}

// IsRedisResult reports whether t is the type of a command of go-redis, or of
// what commands have in common.
func IsRedisResult(t types.Type) bool {
	name := redisType(t)
	return strings.HasSuffix(name, "Cmd") || name == "Cmder"
}

// redisType returns the name of a type of go-redis, or of what it points to, or "".
func redisType(t types.Type) string {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil || !goRedis(named.Obj().Pkg().Path()) {
		return ""
	}
	return named.Obj().Name()
}

func goRedis(path string) bool {
	return strings.HasPrefix(path, "github.com/redis/go-redis/") || strings.HasPrefix(path, "github.com/go-redis/redis")
}

// redisMisses are the commands that answer nil, which the library turns into
// the error redis.Nil, where there is no such key, field, member or element.
var redisMisses = map[string]bool{
	"Get": true, "GetDel": true, "GetEx": true, "GetSet": true, "HGet": true,
	"LPop": true, "RPop": true, "LIndex": true, "LPos": true, "LMove": true, "RPopLPush": true,
	"SPop": true, "SRandMember": true, "ZScore": true, "ZRank": true, "ZRevRank": true,
}

// RedisMayMiss reports whether a call queues a command in a pipeline that fails
// with redis.Nil where nothing is found.
func RedisMayMiss(call *ssa.CallCommon) bool {
	return RedisCommand(call) && redisMisses[call.Method.Name()]
}

// RedisExec reports whether a call executes pipelined commands; its error is
// that of the first command that failed. The pipeline is the receiver, or the
// parameter of the closure that the call takes.
func RedisExec(call *ssa.CallCommon) bool {
	fn := symbol.Callee(call)
	if fn == nil || fn.Pkg() == nil || !goRedis(fn.Pkg().Path()) {
		return false
	}
	switch fn.Name() {
	case "Exec":
		return call.IsInvoke() && IsPipeliner(call.Value.Type())
	case "Pipelined", "TxPipelined":
		return len(call.Args) > 0 && value.Signature(call.Args[len(call.Args)-1].Type()) != nil
	}
	return false
}

// IsRedisNil reports whether an object is redis.Nil.
func IsRedisNil(obj types.Object) bool {
	return obj != nil && obj.Name() == "Nil" && obj.Pkg() != nil && goRedis(obj.Pkg().Path())
}
