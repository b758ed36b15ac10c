package chain

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Exit is a return that succeeds although next was not called and no answer
// was given, with the decisions that lead there.
type Exit struct {
	Return *ssa.Return
	Path   []flow.Branch
}

// Lost returns the exits on which the link loses the request, each once.
//
// A path ends the inquiry where it uses next in any way, for it may be called
// then; where it touches the sink; and where a context has ended, because
// nobody waits for an answer. What remains must be known to succeed: a nil
// error and a nil response. The direction of error is silence.
func (l *Link) Lost() []Exit {
	if l.elsewhere || l.Shape.Droppable {
		return nil
	}
	search := l.search()
	x, ok := search.machine().Explore(l.Body, nil, search.tracker.start())
	if !ok {
		return nil // too many paths to know
	}
	exits := make([]Exit, len(search.returns))
	for i, ret := range search.returns {
		exits[i] = Exit{Return: ret, Path: x.Path(search.nodes[ret])}
	}
	return exits
}

type search struct {
	link      *Link
	sink      *sink
	tracker   *tracker
	exhausted map[*ssa.BasicBlock]bool // blocks after loops around next
	err       int                      // index of the error result, or -1
	response  int                      // index of the response result, or -1
	returns   []*ssa.Return
	nodes     map[*ssa.Return]flow.Node
}

func (l *Link) search() *search {
	s := &search{
		link:      l,
		sink:      l.sink(),
		exhausted: l.exhausted(),
		err:       value.ErrorResult(l.Body.Signature),
		response:  role(l.Shape.Results, Response),
		nodes:     map[*ssa.Return]flow.Node{},
	}
	var results []int
	for _, i := range []int{s.err, s.response} {
		if i >= 0 {
			results = append(results, i)
		}
	}
	s.tracker = newTracker(l.Body, results...)
	return s
}

func (s *search) machine() *flow.Machine[knowledge] {
	return &flow.Machine[knowledge]{
		Step: func(at flow.Node, instr ssa.Instruction, k knowledge) (knowledge, bool) {
			if s.settles(instr) {
				return k, false
			}
			if ret, ok := instr.(*ssa.Return); ok {
				s.leave(at, ret, k)
				return k, false
			}
			return s.tracker.step(instr, k), true
		},
		Edge: func(from *ssa.BasicBlock, i int, k knowledge) (knowledge, bool) {
			if i == 1 && s.exhausted[from.Succs[i]] {
				return k, false // a loop's condition: there is nothing to try
			}
			return s.tracker.edge(from, i, k)
		},
	}
}

// settles reports whether the request is taken care of once instr has run.
func (s *search) settles(instr ssa.Instruction) bool {
	return s.link.uses[instr] || s.sink.touches[instr] ||
		s.sink.prepares[instr] && s.link.Used() || awaitsDone(instr)
}

func (s *search) leave(at flow.Node, ret *ssa.Return, k knowledge) {
	for _, i := range []int{s.err, s.response} {
		if i >= 0 && s.tracker.eval(ret.Results[i], k) != zero {
			return
		}
	}
	if _, ok := s.nodes[ret]; !ok {
		s.nodes[ret] = at
		s.returns = append(s.returns, ret)
	}
}
