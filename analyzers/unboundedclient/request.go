package unboundedclient

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/trail"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// limited reports whether a request may have a deadline, or goes to the machine
// itself.
func (l *linter) limited(call *ssa.Call) bool {
	args := call.Call.Args
	callee := symbol.Callee(&call.Call)
	if callee.Signature().Recv() != nil {
		args = args[1:]
	}
	if callee.Name() != "Do" {
		return literal.Loopback(literal.Text(args[0]))
	}
	for _, request := range l.index.Sources(args[0]) {
		if !catalog.NeverCancelled(request) || l.exempt(request) {
			return true
		}
	}
	return false
}

// exempt reports whether a request that is made in the package goes to the machine
// itself, or is given a fresh context where there is another: detachedcontext is
// about those.
func (l *linter) exempt(request ssa.Value) bool {
	if extract, ok := request.(*ssa.Extract); ok {
		request = extract.Tuple
	}
	call, ok := request.(*ssa.Call)
	if !ok {
		return false
	}
	for _, arg := range call.Call.Args {
		if literal.Loopback(literal.Text(arg)) || symbol.IsContext(arg.Type()) && l.hasContext(call.Parent()) {
			return true
		}
	}
	return false
}

// unary reports whether the answer to a request is certainly read at once, and to
// its end: it is no stream, which may take its time.
func (l *linter) unary(call *ssa.Call) bool {
	response := value.Result(call, 0)
	if response == nil {
		return true
	}
	once := true
	complete, public := l.index.Reach(response, func(use trail.Use) bool {
		field, ok := use.Instr.(*ssa.FieldAddr)
		if ok && value.FieldOf(field).Name() == "Body" {
			once = once && readAtOnce(field)
		}
		return ok
	})
	return complete && !public && once
}

var (
	// wholeReads read what they are given to its end.
	wholeReads = symbol.Of(
		"io.ReadAll", "io/ioutil.ReadAll", "io.Copy", "(*bytes.Buffer).ReadFrom",
	)
	decoders = symbol.Of("encoding/json.NewDecoder", "encoding/xml.NewDecoder", "io.LimitReader", "net/http.MaxBytesReader")
	closes   = symbol.Of("(io.Closer).Close")
	decodes  = symbol.Of("(*encoding/json.Decoder).Decode", "(*encoding/xml.Decoder).Decode")
	settings = symbol.Of("(*encoding/json.Decoder).UseNumber", "(*encoding/json.Decoder).DisallowUnknownFields")
)

// readAtOnce reports whether nothing but reading it to its end is done with what
// an address holds.
func readAtOnce(body ssa.Value) bool {
	for _, use := range *body.Referrers() {
		switch use := use.(type) {
		case *ssa.UnOp, *ssa.ChangeInterface, *ssa.MakeInterface:
			if !readAtOnce(use.(ssa.Value)) {
				return false
			}
		case *ssa.DebugRef, *ssa.BinOp:
		case ssa.CallInstruction:
			if !readByCall(use) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func readByCall(call ssa.CallInstruction) bool {
	callee := symbol.Callee(call.Common())
	switch {
	case closes.Has(callee), settings.Has(callee):
		return true
	case wholeReads.Has(callee):
		return callee.Name() != "Copy" || keeps(call.Common().Args[0])
	case decodes.Has(callee):
		return !flow.InCycle(call.Block())
	case decoders.Has(callee):
		v := call.Value()
		return v != nil && readAtOnce(v)
	}
	return false
}

// keeps reports whether a writer only keeps or discards what is written.
func keeps(writer ssa.Value) bool {
	w := value.Origin(writer)
	return catalog.Discards(w) || symbol.Is(w.Type(), "bytes", "Buffer") || symbol.Is(w.Type(), "strings", "Builder")
}
