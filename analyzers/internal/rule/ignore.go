package rule

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// lines maps a line to the rules that a directive there suppresses.
type lines map[int][]string

// suppressed reports whether a directive covers pos for this rule: it stands
// on the same line or, for //govlint:ignore, alone on the line above.
func (p *Pass) suppressed(file *token.File, pos token.Pos) bool {
	at, ok := p.ignores[file]
	if !ok {
		at = p.directives(file)
		p.ignores[file] = at
	}
	for _, name := range at[file.Line(pos)] {
		if name == p.Rule.Name || name == "govlint" || name == "all" || name == string("govlint-"+p.Rule.Group) {
			return true
		}
	}
	return false
}

func (p *Pass) directives(file *token.File) lines {
	at := lines{}
	i := slices.IndexFunc(p.Files, func(f *ast.File) bool { return p.Fset.File(f.FileStart) == file })
	if i < 0 {
		return at // not a file of this package
	}
	for _, group := range p.Files[i].Comments {
		for _, c := range group.List {
			line := file.Line(c.Pos())
			if list, ok := strings.CutPrefix(c.Text, "//govlint:ignore "); ok {
				list, reason, _ := strings.Cut(strings.TrimSpace(list), " ")
				if strings.TrimSpace(reason) == "" {
					continue // a reason is required
				}
				names := strings.Split(list, ",")
				at[line] = append(at[line], names...)
				at[line+1] = append(at[line+1], names...)
			} else if list, ok := strings.CutPrefix(c.Text, "//nolint:"); ok {
				list, _, _ = strings.Cut(list, " ")
				at[line] = append(at[line], strings.Split(list, ",")...)
			} else if c.Text == "//nolint" || strings.HasPrefix(c.Text, "//nolint ") {
				at[line] = append(at[line], "all")
			}
		}
	}
	return at
}
