package unexecutedpipeline

import (
	_ "embed"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/lost"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/value"
)

//go:embed doc.go
var doc string

// Rule is the unexecutedpipeline rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.Redis, Severity: rule.Error,
	Libraries: []string{"github.com/redis/go-redis", "github.com/go-redis/redis"},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	keep := func(life lifecycle.Life) bool { return !life.SawEnd && queues(life) }
	lost.Find(pass, lost.Words{Ended: "executed"}, keep, catalog.RedisPipeline)
	return nil
}

// queues reports whether a command is queued in the pipeline, here or by a
// function that it is passed to.
func queues(life lifecycle.Life) bool {
	pipe := life.Value()
	if pipe == nil {
		return false
	}
	for call := range flow.Instrs[ssa.CallInstruction](life.Call.Parent()) {
		common := call.Common()
		if common.IsInvoke() && value.Origin(common.Value) == pipe && catalog.RedisCommand(common) ||
			slices.ContainsFunc(common.Args, func(arg ssa.Value) bool { return value.Origin(arg) == pipe }) {
			return true
		}
	}
	return false
}
