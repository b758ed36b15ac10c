package lifecycle

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// printers make a text of their last arguments, and keep none of them but errors,
// which Errorf may wrap.
var printers = symbol.Of(
	"fmt.Print", "fmt.Printf", "fmt.Println",
	"fmt.Sprint", "fmt.Sprintf", "fmt.Sprintln",
	"fmt.Fprint", "fmt.Fprintf", "fmt.Fprintln",
	"fmt.Append", "fmt.Appendf", "fmt.Appendln",
	"fmt.Errorf",
	"log.Print", "log.Printf", "log.Println",
	"(*log.Logger).Print", "(*log.Logger).Printf", "(*log.Logger).Println",
)

// printed reports whether a store puts a value among the arguments of calls that
// only print it.
func printed(store *ssa.Store) bool {
	slot, ok := store.Addr.(*ssa.IndexAddr)
	if !ok || types.Implements(value.Strip(store.Val).Type(), errorInterface) {
		return false
	}
	array, ok := slot.X.(*ssa.Alloc)
	if !ok {
		return false
	}
	for _, use := range *array.Referrers() {
		switch use := use.(type) {
		case *ssa.IndexAddr, *ssa.DebugRef:
		case *ssa.Slice:
			if !onlyPrinted(use) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

var errorInterface = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

// onlyPrinted reports whether all uses of the arguments are calls that print them.
func onlyPrinted(arguments *ssa.Slice) bool {
	for _, use := range *arguments.Referrers() {
		if _, debug := use.(*ssa.DebugRef); debug {
			continue
		}
		call, ok := use.(ssa.CallInstruction)
		if !ok || !printers.Calls(call.Common()) {
			return false
		}
	}
	return true
}
