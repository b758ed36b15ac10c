package spin

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/errtest"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Leave offers to leave the function where the loop goes on now: at the end of
// each `if` that found the error of the call on one of the ways back to it.
func Leave(pass *rule.Pass, site fix.Site, recv *ssa.Call, found [][]flow.Branch, message string) []rule.Fix {
	fn := recv.Parent()
	results := fn.Signature.Results()
	err := site.Assigned(value.ErrorResult(recv.Call.Signature()))
	if err == nil || err.Name == "_" || results.Len() > 1 || results.Len() == 1 && !symbol.IsError(results.At(0).Type()) {
		return nil // what to return is for people to say
	}
	var edits []analysis.TextEdit
	var done []*ast.IfStmt
	for _, path := range found {
		check, test := decisive(recv, path)
		if slices.Contains(done, check) && check != nil {
			continue
		}
		edit, ok := returnFrom(pass, check, returned(test, err.Name, results.Len() == 1))
		if !ok {
			return nil
		}
		done, edits = append(done, check), append(edits, edit)
	}
	return []rule.Fix{{Message: message, Safe: true, Edits: edits}}
}

// returned is the statement that leaves with the right outcome of the stream.
func returned(test errtest.Test, err string, returnsError bool) string {
	switch {
	case !returnsError:
		return "return"
	case test == errtest.EOF:
		return "return nil"
	}
	return "return " + err
}

// decisive returns the if statement whose body the spinning way runs through
// because of the error: the last one on it.
func decisive(recv *ssa.Call, path []flow.Branch) (*ast.IfStmt, errtest.Test) {
	for _, b := range slices.Backward(path) {
		test, _ := errtest.Classify(b.If.Cond, recv)
		if test == errtest.None || !b.Taken {
			continue
		}
		return fix.IfAt(recv.Parent().Syntax(), b.If.Cond.Pos()), test
	}
	return nil, errtest.None
}

// returnFrom returns the edit that puts a statement in the place of the
// continue that ends the body, or behind its last statement.
func returnFrom(pass *rule.Pass, check *ast.IfStmt, stmt string) (analysis.TextEdit, bool) {
	if check == nil || check.Else != nil || len(check.Body.List) == 0 {
		return analysis.TextEdit{}, false
	}
	last := check.Body.List[len(check.Body.List)-1]
	if branch, ok := last.(*ast.BranchStmt); ok {
		return fix.Replace(branch, stmt), branch.Tok == token.CONTINUE
	}
	line := func(pos token.Pos) int { return pass.Fset.Position(pos).Line }
	if line(check.Body.Lbrace) == line(last.Pos()) || line(check.Body.Rbrace) != line(last.End())+1 {
		return analysis.TextEdit{}, false // a comment may follow, or all is on one line
	}
	return analysis.TextEdit{Pos: check.Body.Rbrace, End: check.Body.Rbrace, NewText: []byte("\t" + stmt + "\n" + indent(pass, check.Body.Rbrace))}, true
}

func indent(pass *rule.Pass, brace token.Pos) string {
	tabs := make([]byte, pass.Fset.Position(brace).Column-1)
	for i := range tabs {
		tabs[i] = '\t'
	}
	return string(tabs)
}
