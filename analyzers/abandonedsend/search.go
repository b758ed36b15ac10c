package abandonedsend

import (
	"go/token"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// leak is a way out of a function on which a goroutine is left behind.
type leak struct {
	sender   *sender
	received ssa.Instruction // of the values of several goroutines, the only one that is; or nil
	exit     ssa.Instruction // a return, or what makes the channel of a loop's next turn
	path     []flow.Branch
}

// search looks for a path from the start of a goroutine on which its send is not
// received.
type search struct {
	pass     *rule.Pass
	ch       *channel
	values   map[ssa.Value]bool // channels that get one value of each goroutine: ch, and others on which the same ones send
	awaited  map[ssa.Value]bool // those, and others that may tell of a goroutine that it is past its send
	several  bool               // goroutines may wait for the function at the same time
	receives []*flow.Loop       // the loops that receive, perhaps once for each of the goroutines
}

func newSearch(pass *rule.Pass, all []*channel, ch *channel) *search {
	s := &search{pass: pass, ch: ch, values: map[ssa.Value]bool{}, awaited: map[ssa.Value]bool{}}
	for _, other := range all {
		if other == ch || other.lost || slices.ContainsFunc(other.signals, s.knows) {
			maps.Copy(s.awaited, other.loads)
		}
		if other == ch || !other.lost && !other.closed && !slices.ContainsFunc(other.signals, func(fn *ssa.Function) bool { return !s.sends(fn) }) {
			maps.Copy(s.values, other.loads)
		}
	}
	for _, loop := range flow.Loops(ch.made.Parent()) {
		if slices.ContainsFunc(loop.Blocks, s.receiving) {
			s.receives = append(s.receives, loop)
		}
	}
	return s
}

// sends reports whether a function is one of the senders.
func (s *search) sends(fn *ssa.Function) bool {
	return slices.ContainsFunc(s.ch.senders, func(sender *sender) bool { return sender.fn == fn })
}

// knows reports whether a function may know that a goroutine is past its send: it
// is one of them, or waits for something.
func (s *search) knows(fn *ssa.Function) bool {
	if s.sends(fn) {
		return true
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Select:
				return true
			case *ssa.UnOp:
				if instr.Op == token.ARROW {
					return true
				}
			case ssa.CallInstruction:
				if callee := symbol.Callee(instr.Common()); callee != nil && strings.HasPrefix(callee.Name(), "Wait") {
					return true
				}
			}
		}
	}
	return false
}

// told reports whether a select receives from the channel or learns in another way
// that there is nothing to receive. It relies on a send being received at once.
func (s *search) told() bool {
	for sel := range flow.Instrs[*ssa.Select](s.ch.made.Parent()) {
		if slices.ContainsFunc(sel.States, func(state *ssa.SelectState) bool { return s.awaits(state.Chan) && !s.values[state.Chan] }) {
			return true
		}
	}
	return false
}

// receiving reports whether a block receives, perhaps as one of several cases.
func (s *search) receiving(block *ssa.BasicBlock) bool {
	for _, instr := range block.Instrs {
		switch instr := instr.(type) {
		case *ssa.UnOp:
			if instr.Op == token.ARROW && s.awaits(instr.X) {
				return true
			}
		case *ssa.Select:
			if s.selected(instr) {
				return true
			}
		}
	}
	return false
}

// selected reports whether a case of a select is to receive.
func (s *search) selected(sel *ssa.Select) bool {
	return slices.ContainsFunc(sel.States, func(state *ssa.SelectState) bool { return s.awaits(state.Chan) })
}

// awaits reports whether who receives from a channel may wait for a goroutine's
// send with that: it is the channel itself, another one that is sent on or closed
// here, or that of a context which only a function in here cancels.
func (s *search) awaits(ch ssa.Value) bool {
	if s.awaited[ch] {
		return true
	}
	call, ok := ch.(*ssa.Call)
	if !ok || !call.Call.IsInvoke() || !symbol.IsContext(call.Call.Value.Type()) {
		return false
	}
	derived, ok := value.Origin(call.Call.Value).(*ssa.Extract)
	if !ok {
		return false
	}
	from, ok := derived.Tuple.(*ssa.Call)
	return ok && catalog.Cancellable.Calls(&from.Call) && catalog.NeverCancelled(from.Call.Args[0])
}

// leak returns the first leak. Several goroutines are followed to the first value
// that is received, and from there to where the others are left behind.
func (s *search) leak() (leak, bool) {
	crowd := map[*sender]bool{} // those that are started while another one is not done
	for _, sender := range s.ch.senders {
		for _, other := range s.follow(sender, nil).started {
			crowd[other] = true
		}
	}
	s.several = len(crowd) > 0
	for _, sender := range s.ch.senders {
		w := s.follow(sender, nil)
		if w.left.exit != nil {
			return w.left, true
		}
		if !crowd[sender] || sender.picky() {
			continue
		}
		for _, received := range w.received {
			if w := s.follow(sender, received); w.left.exit != nil {
				return w.left, true
			}
		}
	}
	return leak{}, false
}

// walk is what is met on the paths from one place.
type walk struct {
	left     leak
	started  []*sender         // while nothing has been received
	received []ssa.Instruction // where the first value is: an UnOp, or the If that chooses the case of a select
}

func (w *walk) receive(value bool, where ssa.Instruction) {
	if value {
		w.received = append(w.received, where)
	}
}

// follow looks at the paths from the start of a goroutine, or from where one value
// has been received, up to where the next one is.
func (s *search) follow(from *sender, received ssa.Instruction) *walk {
	w := &walk{}
	var at flow.Node
	leave := func(node flow.Node, instr ssa.Instruction) bool {
		if w.left.exit == nil {
			w.left, at = leak{sender: from, received: received, exit: instr}, node
		}
		return false
	}
	visit := func(node flow.Node, instr ssa.Instruction) bool {
		switch instr := instr.(type) {
		case *ssa.UnOp:
			if instr.Op == token.ARROW && s.awaits(instr.X) {
				w.receive(s.values[instr.X], instr)
				return false
			}
		case *ssa.Go:
			for _, sender := range s.ch.senders {
				if sender.start == instr {
					w.started = append(w.started, sender)
				}
			}
			return instr != from.start // the next turn of a loop
		case *ssa.Call:
			return !s.pass.Summary.Lives.Never(&instr.Call)
		case *ssa.MakeChan:
			return instr != s.ch.made || leave(node, instr)
		case *ssa.Return:
			return leave(node, instr)
		}
		return true
	}
	edge := func(block *ssa.BasicBlock, i int) bool {
		if _, chosen := flow.Chosen(block); chosen != nil {
			branch := block.Instrs[len(block.Instrs)-1]
			switch {
			case branch == received:
				return i == 0
			case i == 0 && s.awaits(chosen.Chan):
				w.receive(s.values[chosen.Chan], branch)
				return false
			}
			return true
		}
		return !s.ended(block, i) && (!s.exhausts(block, i) || failed(received, block, i))
	}
	after := received
	if after == nil {
		after = from.start
	}
	path, complete := flow.Follow(s.ch.made.Parent(), after, visit, edge)
	if !complete {
		return &walk{}
	}
	if w.left.exit != nil {
		w.left.path = path(at)
	}
	return w
}

// exhausts reports whether an edge leaves a loop that receives, or passes it by,
// because, for all that is known, there is no other value to receive.
func (s *search) exhausts(block *ssa.BasicBlock, i int) bool {
	return s.several && slices.ContainsFunc(s.receives, func(l *flow.Loop) bool {
		if l.Has(block) {
			return !l.Has(block.Succs[i])
		}
		return len(block.Succs) == 2 && block.Succs[1-i] == l.Header && // as range over an integer asks before the loop
			slices.ContainsFunc(l.Exits(), func(e flow.Edge) bool { return e.To() == block.Succs[i] })
	})
}

// ended reports whether an edge is taken because a channel has been closed.
func (s *search) ended(block *ssa.BasicBlock, i int) bool {
	branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
	if !ok || i != 1 {
		return false
	}
	open, ok := branch.Cond.(*ssa.Extract)
	if !ok || open.Index != 1 {
		return false
	}
	switch from := open.Tuple.(type) {
	case *ssa.UnOp:
		return from.Op == token.ARROW && s.awaits(from.X)
	case *ssa.Select:
		return s.selected(from)
	}
	return false
}

// failed reports whether an edge is taken because what has been received is, or
// has, an error.
func failed(received ssa.Instruction, block *ssa.BasicBlock, i int) bool {
	branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
	if !ok || received == nil {
		return false
	}
	err, noError, ok := value.NilTest(branch.Cond)
	return ok && i != noError && symbol.IsError(err.Type()) && isPart(err, received)
}

// maxParts is how deep in what has been received an error is looked for.
const maxParts = 16

// isPart reports whether v is what has been received, or a part of it.
func isPart(v ssa.Value, received ssa.Instruction) bool {
	for range maxParts {
		switch part := value.Origin(v).(type) {
		case *ssa.Extract:
			v = part.Tuple
		case *ssa.Select:
			_, isChoice := received.(*ssa.If)
			sel, _ := flow.Chosen(received.Block())
			return isChoice && sel == part
		case *ssa.Field:
			v = part.X
		case *ssa.UnOp:
			field, ok := part.X.(*ssa.FieldAddr)
			if part == received || !ok {
				return part == received
			}
			v = field.X
			if cell := value.Cell(field.X); cell != nil {
				stores := value.Stores(cell)
				if len(stores) != 1 {
					return false
				}
				v = stores[0].Val
			}
		default:
			return false
		}
	}
	return false
}
