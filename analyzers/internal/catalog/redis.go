package catalog

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
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
