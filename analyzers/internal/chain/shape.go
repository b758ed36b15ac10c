package chain

import (
	"go/types"
	"slices"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Role says what a parameter or a result is for.
type Role uint8

// The roles. A parameter or result of role Other plays no part.
const (
	Other    Role = iota
	Next          // the handler that continues the chain
	Sink          // the parameter through which the answer is given
	Response      // the result that is the answer
)

// Part is one parameter or result of a body, with its type in the notation of
// form.
type Part struct {
	Type string
	Role Role
}

// Shape is the signature of one library's interceptors or middleware.
type Shape struct {
	Kind    string // what users call it: "interceptor" or "middleware"
	Library string // import path; code that cannot reach it has no such function
	Params  []Part // of the body, which runs once per request
	Results []Part

	// A body that does not receive next as a parameter is a closure that a
	// constructor returns. Captured are the types that the constructor's next
	// may have, and Returns those that its first result may have.
	Captured []string
	Returns  []string

	// Reads are calls on the sink that give no answer. Prepares are calls that
	// lead up to an answer: enough for a middleware that answers some requests
	// itself, but no answer if nothing else ever gives one.
	Reads    symbol.Set
	Prepares symbol.Set

	// SetRequest replaces the request that a context object of the library
	// carries. Streams are types of stream whose Context method returns the
	// named field, beside those of the user's own.
	SetRequest symbol.Set
	Streams    map[string]string

	// Droppable says that success without calling next is a way to drop the
	// request that the library intends, such as for a duplicate message.
	Droppable bool
}

// Reached returns the shapes whose library pkg is or directly imports.
func Reached(pkg *types.Package, shapes []Shape) []Shape {
	paths := map[string]bool{pkg.Path(): true}
	for _, imported := range pkg.Imports() {
		paths[imported.Path()] = true
	}
	var reached []Shape
	for _, s := range shapes {
		if paths[s.Library] {
			reached = append(reached, s)
		}
	}
	return reached
}

// Fits reports whether sig is the signature of the shape's body.
func (s *Shape) Fits(sig *types.Signature) bool {
	return fit(sig.Params(), s.Params, sig.Variadic()) && fit(sig.Results(), s.Results, false)
}

func fit(tuple *types.Tuple, parts []Part, variadic bool) bool {
	if tuple.Len() != len(parts) {
		return false
	}
	for i, part := range parts {
		if part.Type != formAt(tuple, i, variadic) {
			return false
		}
	}
	return true
}

// next returns the index of the constructor's parameter that is next, and
// whether the constructor is nothing but a middleware: one parameter, one
// result. It returns -1 if no parameter or more than one can be next.
func (s *Shape) next(constructor *types.Signature) (index int, exact bool) {
	results := constructor.Results()
	if results.Len() == 0 || !slices.Contains(s.Returns, form(results.At(0).Type())) {
		return -1, false
	}
	index = -1
	for i := range constructor.Params().Len() {
		if !slices.Contains(s.Captured, formAt(constructor.Params(), i, constructor.Variadic())) {
			continue
		}
		if index >= 0 {
			return -1, false // which of the two continues the chain?
		}
		index = i
	}
	return index, constructor.Params().Len() == 1 && results.Len() == 1
}

// role returns the index of the part with the given role, or -1.
func role(parts []Part, r Role) int {
	return slices.IndexFunc(parts, func(p Part) bool { return p.Role == r })
}
