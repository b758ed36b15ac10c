package driver

import (
	"cmp"
	"go/types"
	"reflect"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// factKey identifies a fact about an object, or about a package if obj is nil.
type factKey struct {
	obj types.Object
	typ reflect.Type
}

// facts are the decoded facts of one package. They are shared between passes
// and never change.
type facts map[factKey]analysis.Fact

// factSet is what one package's analyzers know: facts of its dependencies and
// those they export.
type factSet struct {
	pkg      *types.Package
	imported func(*types.Package) facts
	known    func() []*types.Package // the packages that imported knows

	mu  sync.Mutex
	own facts
}

func newFactSet(pkg *types.Package, u *unit) *factSet {
	return &factSet{pkg: pkg, imported: u.facts, known: u.known, own: facts{}}
}

func (s *factSet) importFact(pkg *types.Package, obj types.Object, ptr analysis.Fact) bool {
	if pkg == nil {
		return false // belongs to the universe
	}
	fact, ok := s.lookup(pkg, factKey{obj, reflect.TypeOf(ptr)})
	if ok {
		reflect.ValueOf(ptr).Elem().Set(reflect.ValueOf(fact).Elem())
	}
	return ok
}

func (s *factSet) lookup(pkg *types.Package, key factKey) (analysis.Fact, bool) {
	if pkg != s.pkg {
		fact, ok := s.imported(pkg)[key]
		return fact, ok
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	fact, ok := s.own[key]
	return fact, ok
}

func (s *factSet) exportFact(obj types.Object, fact analysis.Fact) {
	if obj != nil && obj.Pkg() != s.pkg {
		panic("fact about " + obj.String() + ", which is not of package " + s.pkg.Path())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.own[factKey{obj, reflect.TypeOf(fact)}] = fact
}

// all calls yield for each known fact of the given types, in the order of
// packages, positions and types.
func (s *factSet) all(factTypes []analysis.Fact, yield func(*types.Package, types.Object, analysis.Fact)) {
	for _, pkg := range append(s.known(), s.pkg) {
		known := s.of(pkg)
		for _, key := range sortedKeys(known) {
			if hasType(factTypes, key.typ) {
				yield(pkg, key.obj, known[key])
			}
		}
	}
}

// of returns the facts of a package, in a map that nobody changes.
func (s *factSet) of(pkg *types.Package) facts {
	if pkg != s.pkg {
		return s.imported(pkg)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	own := make(facts, len(s.own))
	for key, fact := range s.own {
		own[key] = fact
	}
	return own
}

func sortedKeys(fs facts) []factKey {
	keys := make([]factKey, 0, len(fs))
	for key := range fs {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b factKey) int {
		return cmp.Or(
			cmp.Compare(objectOrder(a.obj), objectOrder(b.obj)),
			cmp.Compare(a.typ.String(), b.typ.String()),
		)
	})
	return keys
}

// objectOrder is a position and, for objects without one, a name.
func objectOrder(obj types.Object) string {
	if obj == nil {
		return ""
	}
	return types.ObjectString(obj, nil)
}

func hasType(factTypes []analysis.Fact, t reflect.Type) bool {
	return slices.ContainsFunc(factTypes, func(f analysis.Fact) bool { return reflect.TypeOf(f) == t })
}

// objectFacts implements analysis.Pass.AllObjectFacts.
func (s *factSet) objectFacts(a *analysis.Analyzer) []analysis.ObjectFact {
	var list []analysis.ObjectFact
	s.all(a.FactTypes, func(_ *types.Package, obj types.Object, fact analysis.Fact) {
		if obj != nil {
			list = append(list, analysis.ObjectFact{Object: obj, Fact: fact})
		}
	})
	return list
}

// packageFacts implements analysis.Pass.AllPackageFacts.
func (s *factSet) packageFacts(a *analysis.Analyzer) []analysis.PackageFact {
	var list []analysis.PackageFact
	s.all(a.FactTypes, func(pkg *types.Package, obj types.Object, fact analysis.Fact) {
		if obj == nil {
			list = append(list, analysis.PackageFact{Package: pkg, Fact: fact})
		}
	})
	return list
}
