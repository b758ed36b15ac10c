// Package literal reads constants and composite literals from SSA: the text of
// a string as far as it is constant, the fields of a struct literal, the
// elements of a slice literal.
package literal

import (
	"go/constant"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Gap stands in a Text for a part that is not constant.
const Gap = "\x00"

// Text returns the text of a string or integer, with Gap for every part that
// is not constant. It reads concatenations and the usual functions that build
// addresses and keys.
func Text(v ssa.Value) string { return text(v, 0) }

const maxDepth = 8 // of nested concatenations

func text(v ssa.Value, depth int) string {
	if depth > maxDepth {
		return Gap
	}
	switch v := value.Origin(v).(type) {
	case *ssa.Const:
		return constText(v)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return text(v.X, depth+1) + text(v.Y, depth+1)
		}
	case *ssa.Call:
		return built(&v.Call, depth+1)
	case *ssa.Extract:
		return split(v, depth+1)
	}
	return Gap
}

// split returns the host or the port that net.SplitHostPort takes out of an
// address.
func split(part *ssa.Extract, depth int) string {
	call, ok := part.Tuple.(*ssa.Call)
	if !ok || !symbol.Of("net.SplitHostPort").Calls(&call.Call) {
		return Gap
	}
	address := text(call.Call.Args[0], depth)
	colon := strings.LastIndexByte(address, ':')
	switch {
	case colon < 0:
		return Gap
	case part.Index == 0:
		return strings.Trim(address[:colon], "[]")
	}
	return address[colon+1:]
}

func constText(c *ssa.Const) string {
	switch {
	case c.Value == nil:
		return Gap
	case c.Value.Kind() == constant.String:
		return constant.StringVal(c.Value)
	case c.Value.Kind() == constant.Int:
		return c.Value.ExactString()
	}
	return Gap
}

// built returns the text of a call of a function that builds addresses, keys
// or numbers as text.
func built(call *ssa.CallCommon, depth int) string {
	fn := symbol.Callee(call)
	if fn == nil {
		return Gap
	}
	switch symbol.Name(fn) {
	case "fmt.Sprintf":
		return sprintf(call.Args, depth)
	case "net.JoinHostPort":
		return text(call.Args[0], depth) + ":" + text(call.Args[1], depth)
	case "path.Join", "path/filepath.Join":
		return join(call.Args[0], depth)
	case "strconv.Itoa":
		return text(call.Args[0], depth)
	}
	return Gap
}

// join joins the texts of a variadic argument's elements as a path.
func join(variadic ssa.Value, depth int) string {
	elements, ok := Elements(variadic)
	if !ok {
		return Gap
	}
	texts := make([]string, len(elements))
	for i, element := range elements {
		texts[i] = text(element, depth)
	}
	return strings.Join(texts, "/")
}

// sprintf replaces each verb of a constant format by the text of its operand.
func sprintf(args []ssa.Value, depth int) string {
	format := text(args[0], depth)
	operands, _ := Elements(args[1])
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(format, "%")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		verb := strings.IndexFunc(rest, func(r rune) bool { return r == '%' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' })
		if verb < 0 {
			return b.String() + Gap
		}
		switch {
		case rest[verb] == '%':
			b.WriteByte('%')
		case len(operands) == 0 || verb > 0:
			b.WriteString(Gap) // missing, indexed or padded
			operands = operands[min(1, len(operands)):]
		default:
			b.WriteString(text(operands[0], depth))
			operands = operands[1:]
		}
		format = rest[verb+1:]
	}
}
