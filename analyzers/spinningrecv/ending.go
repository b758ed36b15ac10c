package spinningrecv

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/dead"
	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/spin"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// ending is how a stream ends.
type ending uint8

const (
	eof     ending = iota // Recv returns io.EOF
	failure               // Recv returns another error
)

func (e ending) String() string {
	if e == eof {
		return "the stream ends here with io.EOF"
	}
	return "the stream ends here with an error"
}

// way is one from a Recv that has failed back to itself.
type way struct {
	end  ending
	path []flow.Branch
}

// stream is one that a loop receives from.
type stream struct {
	pass   *rule.Pass
	recv   *ssa.Call
	side   catalog.Side
	opened ssa.Instruction
}

// spins reports whether every way from the Recv leads back to it when the
// stream has ended in this manner.
func (s *stream) spins(end ending) (way, bool) {
	loop := spin.Loop{Pass: s.pass, Call: s.recv, Opened: s.opened, Edge: func(branch *ssa.If, taken bool) bool {
		return s.edge(branch, taken, end)
	}}
	path, ok := loop.Back()
	return way{end, path}, ok
}

func (s *stream) edge(branch *ssa.If, taken bool, end ending) bool {
	test, negated := errtest.Classify(branch.Cond, s.recv)
	switch test {
	case errtest.Nil:
		return taken == negated
	case errtest.EOF:
		return (taken != negated) == (end == eof)
	}
	if ctx, ended := dead.ContextTest(branch.Cond); ctx != nil && s.outlives(ctx, end) {
		return taken != ended // the context goes on
	}
	return true
}

// outlives reports whether a context may go on after the stream has ended. A
// client's stream ends its own context; a handler's context goes on when the
// client only stops sending, and ends with the call otherwise.
func (s *stream) outlives(ctx ssa.Value, end ending) bool {
	if s.side == catalog.ServerSide && end == eof {
		return true
	}
	origin := value.Origin(ctx)
	if load, ok := origin.(*ssa.UnOp); ok && s.side == catalog.ClientSide {
		_, field := load.X.(*ssa.FieldAddr)
		return field
	}
	root := s.pass.Summary.ContextRoot(origin)
	if root.Param != nil && catalog.StreamSide(root.Param.Type()) == catalog.ServerSide {
		return false // it ends with the call
	}
	return root.Kind != summary.Unknown
}
