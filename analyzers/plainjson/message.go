package plainjson

import (
	"go/types"
	"reflect"
	"strings"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// message returns the protobuf message that encoding/json meets in a value of
// type t: the type itself, an element, or, where it is written, an exported field
// at most two structs deep. A text with other things around the message has not
// been written by protojson. Types that have a JSON form of their own are left
// out.
func message(t types.Type, decodes bool) *types.Named { return find(t, decodes, 2) }

func find(t types.Type, decodes bool, depth int) *types.Named {
	switch t := types.Unalias(t).(type) {
	case *types.Pointer:
		return find(t.Elem(), decodes, depth)
	case *types.Slice:
		return find(t.Elem(), decodes, depth)
	case *types.Array:
		return find(t.Elem(), decodes, depth)
	case *types.Map:
		return find(t.Elem(), decodes, depth)
	case *types.Named:
		return named(t, decodes, depth)
	case *types.Struct:
		return inFields(t, decodes, depth)
	}
	return nil
}

func named(t *types.Named, decodes bool, depth int) *types.Named {
	structure, ok := t.Underlying().(*types.Struct)
	switch {
	case ownForm(t, decodes):
		return nil
	case types.IsInterface(t) && (has(t, "ProtoReflect") || has(t, "ProtoMessage")):
		return t // whichever message it holds
	case !ok:
		return nil
	case declares(t, "ProtoReflect"):
		if loss(t, true) == "" && !renamed(structure) {
			return nil // both forms are the same
		}
		return t
	case declares(t, "ProtoMessage") && hasOneof(t):
		return t
	}
	return inFields(structure, decodes, depth)
}

func inFields(structure *types.Struct, decodes bool, depth int) *types.Named {
	if depth == 0 || decodes {
		return nil
	}
	for i := range structure.NumFields() {
		field := structure.Field(i)
		if !field.Exported() || reflect.StructTag(structure.Tag(i)).Get("json") == "-" {
			continue
		}
		if found := find(field.Type(), decodes, depth-1); found != nil {
			return found
		}
	}
	return nil
}

// ownForm reports whether a type says itself what its JSON looks like.
func ownForm(t types.Type, decodes bool) bool {
	if decodes {
		return has(t, "UnmarshalJSON") || has(t, "UnmarshalText")
	}
	return has(t, "MarshalJSON") || has(t, "MarshalText")
}

func has(t types.Type, method string) bool {
	if !types.IsInterface(t) {
		t = types.NewPointer(t)
	}
	return symbol.Method(t, method) != nil
}

// declares reports whether a type has a method that is not promoted from an
// embedded field.
func declares(t types.Type, method string) bool {
	found, index, _ := types.LookupFieldOrMethod(types.NewPointer(t), false, nil, method)
	_, ok := found.(*types.Func)
	return ok && len(index) == 1
}

// renamed reports whether a field has another name in protobuf's JSON than in
// its struct tag.
func renamed(structure *types.Struct) bool {
	for i := range structure.NumFields() {
		tag := reflect.StructTag(structure.Tag(i))
		name, _, _ := strings.Cut(tag.Get("json"), ",")
		proto := ""
		for part := range strings.SplitSeq(tag.Get("protobuf"), ",") {
			if own, ok := strings.CutPrefix(part, "json="); ok {
				proto = own
			} else if own, ok := strings.CutPrefix(part, "name="); ok && proto == "" {
				proto = own
			}
		}
		if proto != "" && name != proto {
			return true
		}
	}
	return false
}

// loss says which part of a message the other side does not read: protojson, of
// what encoding/json writes, or the other way round. It is "" if only names and
// defaults differ. Protojson takes names as they are in the file, and numbers for
// enums and 64-bit integers.
func loss(t *types.Named, decodes bool) string {
	if wellKnown[t.Obj().Pkg().Path()] {
		return "it has a form of its own there"
	}
	structure, ok := t.Underlying().(*types.Struct)
	if !ok {
		return "a oneof or a time in it differs"
	}
	visible := false
	for i := range structure.NumFields() {
		if !structure.Field(i).Exported() {
			continue
		}
		visible = true
		if what := lossOf(structure.Field(i), structure.Tag(i), decodes); what != "" {
			return what
		}
	}
	if !visible {
		return "its fields are hidden"
	}
	return ""
}

// hasOneof reports whether a message has a field that encoding/json cannot
// read back.
func hasOneof(t *types.Named) bool {
	structure, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range structure.NumFields() {
		if _, ok := reflect.StructTag(structure.Tag(i)).Lookup("protobuf_oneof"); ok {
			return true
		}
	}
	return false
}

func lossOf(field *types.Var, tag string, decodes bool) string {
	if _, ok := reflect.StructTag(tag).Lookup("protobuf_oneof"); ok {
		return "oneof " + field.Name() + " cannot be read back"
	}
	if decodes && strings.Contains(reflect.StructTag(tag).Get("protobuf"), ",enum=") {
		return "enum " + field.Name() + " comes by name"
	}
	switch t := types.Unalias(field.Type()).(type) {
	case *types.Basic:
		if decodes && (t.Kind() == types.Int64 || t.Kind() == types.Uint64) {
			return field.Name() + " comes as a string"
		}
	case *types.Pointer:
		named, ok := types.Unalias(t.Elem()).(*types.Named)
		if ok && named.Obj().Pkg() != nil && wellKnown[named.Obj().Pkg().Path()] {
			return field.Name() + " loses the form of " + named.Obj().Name()
		}
	}
	return ""
}

var wellKnown = map[string]bool{
	"google.golang.org/protobuf/types/known/timestamppb": true,
	"google.golang.org/protobuf/types/known/durationpb":  true,
	"google.golang.org/protobuf/types/known/wrapperspb":  true,
	"google.golang.org/protobuf/types/known/anypb":       true,
	"google.golang.org/protobuf/types/known/fieldmaskpb": true,
}
