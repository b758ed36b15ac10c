package driver

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"go/types"
	"io"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

// encodedFacts are the facts of one package in encoded form. Near facts are
// about package-level functions and variables; only code that imports the
// package can name these. Far facts are about everything else.
type encodedFacts struct {
	Near, Far []byte
}

// group are the facts of one type: Data has their values in the order of
// Paths, one gob stream, so that the type is described once. A fact about the
// package itself has the empty path.
type group struct {
	Type  string
	Paths []objectpath.Path
	Data  []byte
}

// codec encodes and decodes facts. It names fact types after their analyzer
// instead of registering them with gob, which would be global.
type codec struct {
	names map[reflect.Type]string
	types map[string]reflect.Type
}

// newCodec returns the codec for the facts of the given analyzers and those
// they require.
func newCodec(analyzers []*analysis.Analyzer) *codec {
	c := &codec{names: map[reflect.Type]string{}, types: map[string]reflect.Type{}}
	for _, a := range order(analyzers) {
		for _, fact := range a.FactTypes {
			t := reflect.TypeOf(fact)
			name := a.Name + ":" + t.Elem().Name()
			c.names[t], c.types[name] = name, t
		}
	}
	c.number()
	return c
}

// number makes gob number the types in a fixed order. Its numbers are part of
// the encoding, are given in the order of first use, and would otherwise
// depend on which package is done first.
func (c *codec) number() {
	enc := gob.NewEncoder(io.Discard)
	_ = enc.Encode([]group{}) // an encoding error would show again in encode
	_ = enc.Encode([]section{})
	names := make([]string, 0, len(c.types))
	for name := range c.types {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		_ = enc.EncodeValue(reflect.New(c.types[name].Elem()))
	}
}

// namedFact is a fact with what it is sorted by.
type namedFact struct {
	typ  string
	path objectpath.Path
	fact analysis.Fact
	near bool
}

// encode returns the encoded facts of a package. Facts about objects that
// other packages cannot reach are left out.
func (c *codec) encode(fs facts) (encodedFacts, error) {
	if len(fs) == 0 {
		return encodedFacts{}, nil
	}
	var near, far []namedFact
	for _, f := range c.named(fs) {
		if f.near {
			near = append(near, f)
		} else {
			far = append(far, f)
		}
	}
	var encoded encodedFacts
	var err error
	if encoded.Near, err = encodeGroups(near); err != nil {
		return encodedFacts{}, err
	}
	encoded.Far, err = encodeGroups(far)
	return encoded, err
}

func (c *codec) named(fs facts) []namedFact {
	var list []namedFact
	paths := new(objectpath.Encoder)
	for key, fact := range fs {
		f := namedFact{typ: c.names[key.typ], fact: fact}
		if key.obj != nil {
			path, err := paths.For(key.obj)
			if err != nil {
				continue // out of reach of other packages
			}
			_, isType := key.obj.(*types.TypeName)
			f.path = path
			f.near = !isType && key.obj.Parent() == key.obj.Pkg().Scope()
		}
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b namedFact) int {
		return cmp.Or(cmp.Compare(a.typ, b.typ), cmp.Compare(a.path, b.path))
	})
	return list
}

// encodeGroups encodes facts that are sorted by type.
func encodeGroups(list []namedFact) ([]byte, error) {
	var groups []group
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].typ == list[0].typ {
			n++
		}
		g, err := encodeGroup(list[:n])
		if err != nil {
			return nil, err
		}
		groups = append(groups, g)
		list = list[n:]
	}
	if len(groups) == 0 {
		return nil, nil
	}
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(groups)
	return buf.Bytes(), err
}

func encodeGroup(list []namedFact) (group, error) {
	g := group{Type: list[0].typ}
	var buf bytes.Buffer
	enc := gob.NewEncoder(&buf)
	for _, f := range list {
		if err := enc.Encode(f.fact); err != nil {
			return g, fmt.Errorf("encoding fact %s: %w", f.typ, err)
		}
		g.Paths = append(g.Paths, f.path)
	}
	g.Data = buf.Bytes()
	return g, nil
}

// decode returns the facts that encoded holds about pkg and its objects. Facts
// about objects that export data leaves out are dropped, as nobody can ask for
// them.
func (c *codec) decode(pkg *types.Package, encoded encodedFacts) (facts, error) {
	fs := facts{}
	for _, data := range [][]byte{encoded.Near, encoded.Far} {
		if len(data) == 0 {
			continue
		}
		var groups []group
		if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&groups); err != nil {
			return nil, fmt.Errorf("decoding facts of %s: %w", pkg.Path(), err)
		}
		for _, g := range groups {
			if err := c.decodeGroup(fs, pkg, g); err != nil {
				return nil, fmt.Errorf("decoding facts of %s: %w", pkg.Path(), err)
			}
		}
	}
	return fs, nil
}

func (c *codec) decodeGroup(fs facts, pkg *types.Package, g group) error {
	t, ok := c.types[g.Type]
	if !ok {
		return nil // of an analyzer that is not part of this run
	}
	dec := gob.NewDecoder(bytes.NewReader(g.Data))
	for _, path := range g.Paths {
		value := reflect.New(t.Elem())
		if err := dec.DecodeValue(value); err != nil {
			return err
		}
		key := factKey{typ: t}
		if path != "" {
			obj, err := objectpath.Object(pkg, path)
			if err != nil {
				continue // not in the export data
			}
			key.obj = obj
		}
		fs[key] = value.Interface().(analysis.Fact)
	}
	return nil
}
