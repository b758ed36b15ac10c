// Package lifecycle checks that what is begun is ended: on every path, once.
//
// A life begins with the result of a call (a span, a cancel function, a
// stream) and ends with a method call on it, a call of it, or a hand-over of
// the duty to end it. The check follows one life at a time along the paths of
// its function (see flow) and knows at each point which variables hold it,
// which deferred calls will end it, and what its branches have decided.
//
// It errs on the side of silence: when the value reaches code of unknown
// effect, the inquiry ends. What is known is not small: helpers and closures
// are explored the same way, and their effects on parameters are facts.
package lifecycle

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Spec describes one kind of life, as data.
type Spec struct {
	Name  string                                           // unique; the name facts use
	Noun  string                                           // what messages call it, such as "span"
	Begin map[string]int                                   // full name of a function to the index of the result that begins
	Match func(call *ssa.CallCommon) (result int, ok bool) // begins recognised by shape, beside Begin; may be nil
	End   symbol.Set                                       // methods that end their receiver
	Call  bool                                             // calling the value ends it

	// Drain are methods whose non-nil error says that the life is over, such
	// as a stream's Recv; DrainFalse are those that say so by returning false.
	Drain, DrainFalse func(fn *types.Func) bool

	// Field is the exported field of what begins that is the life itself, such
	// as the body of a response, or "" if it is the value as a whole.
	Field string

	// Chained says that a method whose result has the value's own type returns
	// the value; ErrorField names a field that is not nil if the begin failed.
	Chained    bool
	ErrorField string

	// Part returns the value that v is a part of, such that whoever is given the
	// part can end the value; nil if it is a part of none. It may be nil.
	Part func(v ssa.Value) ssa.Value

	Inert  symbol.Set // functions whose results begin nothing worth ending, such as no-op tracers
	Borrow symbol.Set // functions that use an argument without taking over the duty to end it
	Keep   symbol.Set // functions that take over the duty, though the type of their parameter does not show it
	Into   symbol.Set // functions that put their argument into the context that they return
	From   symbol.Set // functions that take the value out of a context again

	// Borrows says of a call that it uses an argument without taking over the duty
	// to end it, where that depends on more than its function. It may be nil.
	Borrows func(call *ssa.CallCommon) bool

	// As are the interfaces, by their full names, as which helpers take the value
	// although they do not have its end.
	As map[string]bool

	// Holder says that the result of a call uses one of its arguments, the value,
	// without taking over the duty to end it: what stays in the function does not
	// need the value once it returns. It may be nil.
	Holder func(call *ssa.CallCommon) bool

	// Carried says that the context returned beside the value carries it, so
	// that whoever is handed the context may end the value.
	Carried bool

	// Optional says that a value which is never ended is no mistake, only one
	// that is ended on some paths and forgotten on others.
	Optional bool

	// Done says that the end of the context beside the value, or of its parent,
	// ends the life as well.
	Done bool

	// Process says that the end of main ends the life as well.
	Process bool
}

// Obligation is the duty to end one result of a call.
type Obligation struct {
	Spec   *Spec
	Call   *ssa.Call
	Result int
	Form   Form
}

// Form is how a variable holds a life.
type Form uint8

// The forms.
const (
	Plain   Form = iota // the value itself, which a method ends
	Called              // a function: the value itself, or a closure, that ends it when called
	Wrapped             // a pointer to a struct of the module with a field that holds the value
)

// form is how the spec's own begin functions hand out the value.
func (s *Spec) form() Form {
	switch {
	case s.Call:
		return Called
	case s.Field != "":
		return Wrapped
	}
	return Plain
}

// Begins reports whether fn is one of the spec's own begin functions, and
// which result begins.
func (s *Spec) begins(call *ssa.CallCommon) (int, bool) {
	if s.inert(call.Value) {
		return 0, false
	}
	if fn := symbol.Callee(call); fn != nil {
		if result, ok := s.Begin[symbol.Name(fn)]; ok {
			return result, true
		}
	}
	if s.Match != nil {
		return s.Match(call)
	}
	return 0, false
}

// inert reports whether a value is made by one of the functions whose results
// begin nothing worth ending, or is such a value's.
func (s *Spec) inert(v ssa.Value) bool {
	call, ok := value.Origin(v).(*ssa.Call)
	return ok && (s.Inert.Calls(&call.Call) || call.Call.IsInvoke() && s.inert(call.Call.Value))
}

// ends reports whether the call, of a method of the value, is one of the
// spec's end methods: called by its own name, or through an interface that has
// a method of that name.
func (s *Spec) ends(call *ssa.CallCommon) bool {
	if !call.IsInvoke() {
		return s.End.Calls(call)
	}
	for name := range s.End {
		if methodName(name) == call.Method.Name() {
			return true
		}
	}
	return false
}

// wraps reports whether t points to a struct with a field that could hold a
// value of this life.
func (s *Spec) wraps(t types.Type) bool {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok || s.Call {
		return false
	}
	fields, ok := p.Elem().Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for field := range fields.Fields() {
		if !symbol.IsContext(field.Type()) && s.holds(field.Type()) {
			return true
		}
	}
	return false
}

// holds reports whether a value of type t could be, or give back, a value of
// this life: a type worth a fact.
func (s *Spec) holds(t types.Type) bool {
	if symbol.IsContext(t) {
		return len(s.From) > 0
	}
	sig, isFunc := t.Underlying().(*types.Signature)
	if isFunc {
		return s.Call && sig.Results().Len() <= 1 && sig.Params().Len() <= 1
	}
	_, abstract := t.Underlying().(*types.Interface)
	for name := range s.End {
		if method := symbol.Method(t, methodName(name)); method != nil && (abstract || s.End.Has(method)) {
			return true
		}
	}
	return false
}

// taken reports whether what a function does with a parameter of type t is worth
// a fact.
func (s *Spec) taken(t types.Type) bool { return s.holds(t) || s.As[types.TypeString(t, nil)] }

func methodName(full string) string {
	for i := len(full) - 1; i >= 0; i-- {
		if full[i] == '.' {
			return full[i+1:]
		}
	}
	return full
}

// errorOf returns the error result of the obligation's call, or nil.
func (o *Obligation) errorOf() ssa.Value {
	i := value.ErrorResult(o.Call.Call.Signature())
	if i < 0 || i == o.Result {
		return nil
	}
	return value.Result(o.Call, i)
}

// Value returns the obligation's value, or nil if nothing takes it.
func (o *Obligation) Value() ssa.Value { return value.Result(o.Call, o.Result) }

// Effect is what a function does to one of its arguments.
type Effect uint8

// The effects. Unknown covers every kind of escape.
const (
	Unknown Effect = iota
	Borrows        // uses it; the caller must still end it
	MayEnd         // ends it on some paths
	Ends           // ends it on every path that returns
)

func (e Effect) String() string { return [...]string{"unknown", "borrows", "may end", "ends"}[e] }

// Kind says what is wrong with a life.
type Kind uint8

// The problems.
const (
	Leak     Kind = iota // a path leaves without an end
	Lost                 // a deferred closure ends whatever the variable holds at exit, which is a later value
	Twice                // ended, and ended again
	Deferred             // the end is deferred in an endless loop, so it never runs
)

// EndName returns the name of the end method that type t has and that takes
// no arguments.
func (s *Spec) EndName(t types.Type) string {
	best := ""
	for name := range s.End {
		method := symbol.Method(t, methodName(name))
		if method == nil {
			continue
		}
		sig := method.Signature()
		if sig.Params().Len() > 0 && !sig.Variadic() {
			continue
		}
		if n := methodName(name); best == "" || n < best {
			best = n
		}
	}
	return best
}
