package rule

import (
	"go/ast"
	"go/token"
	"slices"
)

// suppressed reports whether directives cover pos for this rule, and notes
// which they are.
func (p *Pass) suppressed(file *token.File, pos token.Pos) bool {
	line := file.Line(pos)
	hidden := false
	for _, d := range p.directivesOf(file) {
		if d.covers(p.Rule, line) {
			hidden = true
			p.report.suppress(d)
		}
	}
	return hidden
}

// directivesOf returns the directives in a file of this package.
func (p *Pass) directivesOf(file *token.File) []*Directive {
	if list, ok := p.directives[file]; ok {
		return list
	}
	var list []*Directive
	i := slices.IndexFunc(p.Files, func(f *ast.File) bool { return p.Fset.File(f.FileStart) == file })
	if i >= 0 { // else it is a file of another package
		list = Directives(p.Fset, p.Files[i])
	}
	p.directives[file] = list
	return list
}

func (r *Report) suppress(d *Directive) {
	if !slices.Contains(r.Suppressed, d.Pos()) {
		r.Suppressed = append(r.Suppressed, d.Pos())
	}
}
