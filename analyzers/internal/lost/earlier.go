package lost

import (
	"strings"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

// DeferEarlier offers to move the deferred end of a life, where there is one that
// some paths leave the function in front of, up to where the life begins. End is
// the code of a call that ends it; again says that a second end is harmless.
func DeferEarlier(site fix.Site, life lifecycle.Life, end string, again bool) []rule.Fix {
	if !life.SawEnd || life.HandedOn || site.InLoop() {
		return nil
	}
	function, _, _ := strings.Cut(end, "(")
	edits, ok := site.DeferEarlier(life.Result, function, !again)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Defer " + function + " earlier", Safe: true, Edits: edits}}
}
