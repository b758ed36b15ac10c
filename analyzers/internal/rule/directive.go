package rule

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"
)

// Directive is a comment that suppresses findings: //govlint:ignore with a
// list of rules and a reason, or //nolint as golangci-lint knows it.
type Directive struct {
	*ast.Comment
	Group  *ast.CommentGroup // that the comment is part of
	Names  []Mention         // in source order; none in a bare //nolint, which means all linters
	Nolint bool
	Reason string // of a //govlint:ignore

	first, last int // lines that it covers
}

// Mention is a word in a directive's list.
type Mention struct {
	Name     string
	Pos, End token.Pos
	groups   bool // the name may be that of a group
}

// Covers reports whether the word means a rule: it is the name of the rule, or
// of its group or all rules, as they are called here or in golangci-lint. A rule
// about directives is not covered by words that mean more than it.
func (m Mention) Covers(r *Rule) bool {
	return m.Name == r.Name || !r.Directives && (m.All() || m.Name == r.Linter() || m.groups && m.Name == string(r.Group))
}

// All reports whether the word means all rules.
func (m Mention) All() bool { return m.Name == "govlint" || m.Name == "all" }

// Placeholder is where a reason has to be written, and is none.
const Placeholder = "REASON"

// Ignore returns the text of a directive that will suppress a rule, once it has
// a reason.
func Ignore(rule string) string { return "//govlint:ignore " + rule + " " + Placeholder }

// Works reports whether the directive suppresses anything at all: a
// //govlint:ignore needs a reason.
func (d *Directive) Works() bool {
	return d.Nolint || d.Reason != "" && d.Reason != Placeholder && len(d.Names) > 0
}

// covers reports whether a directive suppresses findings of a rule on a line.
func (d *Directive) covers(r *Rule, line int) bool {
	if !d.Works() || line < d.first || d.last < line {
		return false
	}
	return len(d.Names) == 0 && !r.Directives || slices.ContainsFunc(d.Names, func(m Mention) bool { return m.Covers(r) })
}

// Alone reports whether there is no code before the directive on its line.
func (d *Directive) Alone(fset *token.FileSet, file *ast.File) bool {
	line := fset.Position(d.Pos()).Line
	alone := true
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || n.Pos() > d.Pos() {
			return false
		}
		_, isComment := n.(*ast.CommentGroup)
		if !isComment && (fset.Position(n.Pos()).Line == line || fset.Position(n.End()).Line == line) {
			alone = false
		}
		return alone && !isComment
	})
	return alone
}

// Directives returns the directives of a file in source order.
func Directives(fset *token.FileSet, file *ast.File) []*Directive {
	var list []*Directive
	for _, group := range file.Comments {
		for _, c := range group.List {
			d := parseDirective(c)
			if d == nil {
				continue
			}
			d.Group = group
			d.place(fset, file)
			list = append(list, d)
		}
	}
	return list
}

// place sets the lines that a directive covers. //govlint:ignore covers its own
// line or, if it stands alone, the one below its comments; //nolint also a
// statement, a declaration or the file that begins right below.
func (d *Directive) place(fset *token.FileSet, file *ast.File) {
	if d.Nolint {
		d.first, d.last = fset.Position(d.Group.Pos()).Line, below(fset, file, d.Group)
		return
	}
	d.first = fset.Position(d.Pos()).Line
	d.last = d.first
	if d.Alone(fset, file) {
		d.last = fset.Position(d.Group.End()).Line + 1
	}
}

// below returns the last line that a comment covers: its own or, if a node
// begins right under it, in the same column, the last line of that.
func below(fset *token.FileSet, file *ast.File, group *ast.CommentGroup) int {
	start, last := fset.Position(group.Pos()), fset.Position(group.End()).Line
	next := last + 1
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			return false
		}
		if at := fset.Position(n.Pos()); at.Line == next && at.Column == start.Column {
			last = max(last, fset.Position(n.End()).Line)
		}
		return true
	})
	return last
}

func parseDirective(c *ast.Comment) *Directive {
	if text, ok := strings.CutPrefix(c.Text, "//govlint:ignore"); ok {
		return ignoring(c, text)
	}
	return nolinting(c)
}

// ignoring reads what follows //govlint:ignore: a list without blanks, and the
// reason.
func ignoring(c *ast.Comment, text string) *Directive {
	list := strings.TrimLeftFunc(text, unicode.IsSpace)
	if list == text && text != "" {
		return nil // another directive, of a longer name
	}
	d := &Directive{Comment: c}
	end := strings.IndexFunc(list, unicode.IsSpace)
	if end < 0 {
		end = len(list)
	}
	d.Reason = strings.TrimSpace(list[end:])
	if end > 0 {
		d.mention(len(c.Text)-len(list), list[:end], func(item string) string { return item })
	}
	return d
}

// nolinting reads a //nolint comment, and returns nil if it is another one. All
// that golangci-lint accepts is accepted: what it hides, every host hides.
func nolinting(c *ast.Comment) *Directive {
	text, ok := strings.CutPrefix(strings.TrimLeft(c.Text, "/ "), "nolint")
	if !ok || text != "" && text[0] != ' ' && text[0] != ':' {
		return nil
	}
	d := &Directive{Comment: c, Nolint: true}
	list, ok := strings.CutPrefix(text, ":")
	if !ok {
		return d
	}
	start := len(c.Text) - len(list)
	list, _, _ = strings.Cut(list, "//")
	d.mention(start, list, func(item string) string {
		if end := strings.IndexFunc(item, unicode.IsSpace); end >= 0 {
			return item[:end]
		}
		return item
	})
	if len(d.Names) == 0 {
		return nil // it names nothing
	}
	return d
}

// mention adds the items of a list that begins at an offset of the comment,
// each cut to its name.
func (d *Directive) mention(offset int, list string, cut func(item string) string) {
	for item := range strings.SplitSeq(list, ",") {
		trimmed := strings.TrimLeft(item, " \t")
		word := cut(trimmed)
		pos := d.Pos() + token.Pos(offset+len(item)-len(trimmed))
		offset += len(item) + 1
		if word == "" && d.Nolint {
			continue
		}
		name := word
		if d.Nolint {
			name = strings.ToLower(word)
		}
		d.Names = append(d.Names, Mention{Name: name, Pos: pos, End: pos + token.Pos(len(word)), groups: !d.Nolint})
	}
}
