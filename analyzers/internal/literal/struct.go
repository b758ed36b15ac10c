package literal

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/value"
)

// Struct is a struct literal and what is assigned to its fields afterwards.
type Struct struct {
	fields map[string]ssa.Value // nil for a field assigned more than once

	// Complete says that nothing but the code seen here can set a field: the
	// struct's address has gone nowhere except to the given instruction.
	Complete bool

	seen map[ssa.Value]bool // its addresses
}

// Of returns the struct literal that v, or what v points to, was made by;
// nil if it is none. The struct may be handed to the given instruction.
func Of(v ssa.Value, to ssa.Instruction) *Struct {
	v = value.Origin(v)
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		v = load.X // a struct passed by value
	}
	switch v.(type) {
	case *ssa.Alloc, *ssa.IndexAddr: // a variable or new struct, an element built in place
	default:
		return nil
	}
	if _, ok := structType(v); !ok {
		return nil
	}
	s := &Struct{fields: map[string]ssa.Value{}, Complete: true, seen: map[ssa.Value]bool{}}
	s.collect(v, to)
	return s
}

func structType(address ssa.Value) (*types.Struct, bool) {
	pointer, ok := address.Type().Underlying().(*types.Pointer)
	if !ok {
		return nil, false
	}
	structure, ok := pointer.Elem().Underlying().(*types.Struct)
	return structure, ok
}

// Field returns what the named field is set to. It is nil if the field is not
// set here, and known is false if it may be set to something not seen.
func (s *Struct) Field(name string) (v ssa.Value, known bool) {
	v, set := s.fields[name]
	if set {
		return v, v != nil
	}
	return nil, s.Complete
}

// Assigned reports whether the named field is seen to be assigned.
func (s *Struct) Assigned(name string) bool {
	_, set := s.fields[name]
	return set
}

func (s *Struct) collect(address ssa.Value, to ssa.Instruction) {
	if s.seen[address] {
		return
	}
	s.seen[address] = true
	for _, use := range *address.Referrers() {
		switch use := use.(type) {
		case *ssa.FieldAddr:
			s.field(use)
		case *ssa.Store:
			if use != to {
				s.store(use, address, to)
			}
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.MakeInterface:
			s.collect(use, to)
		default:
			if use != to {
				s.Complete = false
			}
		}
	}
}

// store follows a pointer that is kept in a variable of this function.
func (s *Struct) store(store *ssa.Store, address ssa.Value, to ssa.Instruction) {
	if store.Addr == address {
		s.copied(store)
		return
	}
	cell, ok := store.Addr.(*ssa.Alloc)
	if !ok {
		s.Complete = false
		return
	}
	for _, use := range *cell.Referrers() {
		switch use := use.(type) {
		case *ssa.Store, *ssa.DebugRef:
		case *ssa.UnOp:
			s.collect(use, to)
		default:
			s.Complete = false // an element, an argument, a captured variable
		}
	}
}

// copied takes over the literal that a variable begins with.
func (s *Struct) copied(store *ssa.Store) {
	load, ok := store.Val.(*ssa.UnOp)
	if !ok || (*store.Addr.Referrers())[0] != store {
		s.Complete = false
		return
	}
	source, ok := load.X.(*ssa.Alloc)
	if !ok {
		s.Complete = false
		return
	}
	s.collect(source, load)
}

// field records the stores to one field, and to the fields of an embedded or
// nested struct under their own names.
func (s *Struct) field(address *ssa.FieldAddr) {
	structure, _ := structType(address.X)
	name := structure.Field(address.Field).Name()
	for _, use := range *address.Referrers() {
		switch use := use.(type) {
		case *ssa.Store:
			if _, again := s.fields[name]; again || use.Addr != address {
				s.fields[name] = nil
			} else {
				s.fields[name] = use.Val
			}
		case *ssa.FieldAddr:
			s.field(use)
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			s.fields[name] = nil // its address leaves
		}
	}
}

// Elements returns the elements of a slice literal or of the arguments given
// to a variadic parameter; nil for a nil slice. It returns false if v is
// neither.
func Elements(v ssa.Value) ([]ssa.Value, bool) {
	v = value.Origin(v)
	if value.IsNil(v) {
		return nil, true
	}
	slice, ok := v.(*ssa.Slice)
	if !ok || slice.Low != nil || slice.High != nil {
		return nil, false
	}
	array, ok := slice.X.(*ssa.Alloc)
	if !ok {
		return nil, false
	}
	var elements []ssa.Value
	for _, use := range *array.Referrers() {
		if address, ok := use.(*ssa.IndexAddr); ok {
			elements = append(elements, element(address))
		}
	}
	return elements, true
}

// element returns what is stored in a slot of a literal: the value, or the
// slot's address if a struct was built in place.
func element(slot *ssa.IndexAddr) ssa.Value {
	for _, use := range *slot.Referrers() {
		if store, ok := use.(*ssa.Store); ok && store.Addr == slot {
			return store.Val
		}
	}
	return slot
}
