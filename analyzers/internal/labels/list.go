package labels

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/trail"
)

// Count returns the number of elements of a list; ok is false if it is
// unknown, or not always the same.
func (f Finder) Count(v ssa.Value) (n int, ok bool) {
	lists, ok := f.lists(trail.Place{Value: v}, 0)
	if !ok || len(lists) == 0 {
		return 0, false
	}
	for _, list := range lists {
		if len(list) != len(lists[0]) {
			return 0, false
		}
	}
	return len(lists[0]), true
}

// names returns the texts of a list, with literal.Gap for one that is not
// constant; ok is false if the list may be several.
func (f Finder) names(p trail.Place, depth int) (names []string, ok bool) {
	lists, ok := f.lists(p, depth)
	if !ok || len(lists) == 0 {
		return nil, false
	}
	for i, list := range lists {
		texts := make([]string, len(list))
		for j, element := range list {
			texts[j] = f.text(element)
		}
		if i > 0 && !slices.Equal(texts, names) {
			return nil, false
		}
		names = texts
	}
	return names, true
}

func (f Finder) text(p trail.Place) string {
	origins := f.Index.Origins(p)
	if len(origins) != 1 {
		return literal.Gap
	}
	text := literal.Text(origins[0].Value)
	if strings.Contains(text, literal.Gap) {
		return literal.Gap
	}
	return text
}

// lists returns the elements of all lists that one may be.
func (f Finder) lists(p trail.Place, depth int) (lists [][]trail.Place, ok bool) {
	for _, origin := range f.Index.Origins(p) {
		switch v := origin.Value.(type) {
		case *ssa.Const:
			lists = append(lists, nil)
			ok = v.IsNil()
		case *ssa.Slice:
			var list []trail.Place
			list, ok = written(origin, v)
			lists = append(lists, list)
		case *ssa.Call:
			var list []trail.Place
			list, ok = f.appended(origin, v, depth)
			lists = append(lists, list)
		default:
			ok = false
		}
		if !ok {
			return nil, false
		}
	}
	return lists, ok
}

// written returns the elements of a slice literal. One that leaves elements
// out is none that anybody writes.
func written(p trail.Place, slice *ssa.Slice) ([]trail.Place, bool) {
	elements, ok := literal.Elements(slice)
	if !ok {
		return nil, false
	}
	array, ok := slice.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if !ok || array.Len() != int64(len(elements)) {
		return nil, false
	}
	list := make([]trail.Place, len(elements))
	for i, element := range elements {
		list[i] = p.At(element)
	}
	return list, true
}

// appended returns the elements of a list to which others were appended.
func (f Finder) appended(p trail.Place, call *ssa.Call, depth int) ([]trail.Place, bool) {
	builtin, ok := call.Call.Value.(*ssa.Builtin)
	if !ok || builtin.Name() != "append" || depth == maxDepth {
		return nil, false
	}
	var list []trail.Place
	for _, arg := range call.Call.Args {
		parts, ok := f.lists(p.At(arg), depth+1)
		if !ok || len(parts) != 1 {
			return nil, false
		}
		list = append(list, parts[0]...)
	}
	return list, true
}
