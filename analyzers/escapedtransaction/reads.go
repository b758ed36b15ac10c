package escapedtransaction

import (
	"go/constant"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// blind reports whether a statement of the pool certainly misses something by
// not being in the transaction: it changes data, or reads what the transaction
// has changed before. Another read may be meant to see what others have
// committed in the meantime.
func blind(call *ssa.Call, tx ssa.Value) bool {
	if changes(call) {
		return true
	}
	for earlier := range flow.Instrs[*ssa.Call](call.Parent()) {
		receiver := value.Receiver(&earlier.Call)
		if receiver == nil || root(receiver) != root(tx) && owner(receiver) != root(tx) {
			continue
		}
		if catalog.TxQueries.Calls(&earlier.Call) && changes(earlier) && flow.Precedes(earlier, call) {
			return true
		}
	}
	return false
}

// readers are the methods that bring rows back; what they send is a read unless
// it says otherwise.
var readers = []string{
	"Count", "Find", "FindInBatches", "First", "FirstOrInit", "Get", "GetContext", "Last", "NamedQuery", "NamedQueryContext", "Pluck",
	"Prepare", "PrepareContext", "PrepareNamed", "PrepareNamedContext", "Preparex", "PreparexContext",
	"Query", "QueryContext", "QueryRow", "QueryRowContext", "QueryRowx", "QueryRowxContext", "Queryx", "QueryxContext",
	"Row", "Rows", "Scan", "Select", "SelectContext", "Take",
}

// writing finds the words of a statement that changes data, or locks it.
var writing = regexp.MustCompile(`(?i)\b(insert|update|delete|replace|merge|truncate|for\s+(update|share))\b`)

// changes reports whether a statement changes data or locks it.
func changes(call *ssa.Call) bool {
	if !slices.Contains(readers, method(&call.Call)) {
		return true
	}
	for _, arg := range call.Call.Args {
		if c, ok := arg.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String && writing.MatchString(constant.StringVal(c.Value)) {
			return true
		}
	}
	return false
}

// runsHere reports whether a statement that the pool prepares is run as the
// pool's own, and by nobody else: a transaction may take it over.
func runsHere(prepare *ssa.Call) bool {
	stmt := value.Result(prepare, 0)
	if stmt == nil {
		return false
	}
	runs := false
	for _, use := range *stmt.Referrers() {
		if _, ok := use.(*ssa.DebugRef); ok {
			continue
		}
		call, ok := use.(ssa.CallInstruction)
		if !ok || value.Receiver(call.Common()) != stmt {
			return false
		}
		fn := symbol.Callee(call.Common())
		runs = runs || fn != nil && fn.Name() != "Close"
	}
	return runs
}
