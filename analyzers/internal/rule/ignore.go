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
// on the same line, on the line above for //govlint:ignore or, for //nolint,
// right above a statement, a declaration or the package clause around pos.
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

// directives returns what is suppressed in a file of this package.
func (p *Pass) directives(file *token.File) lines {
	at := lines{}
	i := slices.IndexFunc(p.Files, func(f *ast.File) bool { return p.Fset.File(f.FileStart) == file })
	if i < 0 {
		return at // not a file of this package
	}
	for _, group := range p.Files[i].Comments {
		for _, c := range group.List {
			if names := ignored(c.Text); names != nil {
				first, last := file.Line(c.Pos()), file.Line(c.Pos())
				if p.alone(p.Files[i], c) {
					last++
				}
				at.add(first, last, names)
			} else if names := nolinted(c.Text); names != nil {
				at.add(file.Line(group.Pos()), p.below(p.Files[i], group), names)
			}
		}
	}
	return at
}

func (at lines) add(first, last int, names []string) {
	for line := first; line <= last; line++ {
		at[line] = append(at[line], names...)
	}
}

// ignored returns the rules that a //govlint:ignore comment names, or nil.
func ignored(comment string) []string {
	list, ok := strings.CutPrefix(comment, "//govlint:ignore ")
	if !ok {
		return nil
	}
	list, reason, _ := strings.Cut(strings.TrimSpace(list), " ")
	if strings.TrimSpace(reason) == "" {
		return nil // a reason is required
	}
	return strings.Split(list, ",")
}

// nolinted returns the linters that a //nolint comment names, "all" if it
// names none, or nil if it is another comment. All that golangci-lint accepts
// is accepted: what it hides, every host hides.
func nolinted(comment string) []string {
	text, ok := strings.CutPrefix(strings.TrimLeft(comment, "/ "), "nolint")
	if !ok || text != "" && text[0] != ' ' && text[0] != ':' {
		return nil
	}
	list, ok := strings.CutPrefix(text, ":")
	if !ok {
		return []string{"all"}
	}
	list, _, _ = strings.Cut(list, "//")
	var names []string
	for item := range strings.SplitSeq(list, ",") {
		if words := strings.Fields(item); len(words) > 0 {
			names = append(names, strings.ToLower(words[0]))
		}
	}
	return names
}

// alone reports whether there is no code before a comment on its line.
func (p *Pass) alone(file *ast.File, c *ast.Comment) bool {
	line := p.Fset.Position(c.Pos()).Line
	alone := true
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || n.Pos() > c.Pos() {
			return false
		}
		_, isComment := n.(*ast.CommentGroup)
		if !isComment && (p.Fset.Position(n.Pos()).Line == line || p.Fset.Position(n.End()).Line == line) {
			alone = false
		}
		return alone && !isComment
	})
	return alone
}

// below returns the last line that a comment covers: its own or, if a node
// begins right under it, in the same column, the last line of that.
func (p *Pass) below(file *ast.File, group *ast.CommentGroup) int {
	start, last := p.Fset.Position(group.Pos()), p.Fset.Position(group.End()).Line
	next := last + 1
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			return false
		}
		if at := p.Fset.Position(n.Pos()); at.Line == next && at.Column == start.Column {
			last = max(last, p.Fset.Position(n.End()).Line)
		}
		return true
	})
	return last
}
