package schemaconflict

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// schema is what a resource, or an option of one, says to follow.
type schema struct {
	version string    // "" for none
	call    *ssa.Call // that brings it
	sdk     bool      // it is the SDK's own
}

// conflict returns the schemas of a call's arguments that contradict each
// other: a second one, and the first it meets.
func (r *reader) conflict(call *ssa.Call) (first, second schema, ok bool) {
	schemas, _ := r.merged(call, 0)
	for _, s := range schemas {
		switch {
		case s.version == "":
		case first.call == nil:
			first = s
		case s.version != first.version:
			return first, s, true
		}
	}
	return schema{}, schema{}, false
}

const maxDepth = 6 // of merged resources

// merged returns the schemas that a call of Merge or New brings together, as
// far as they are known.
func (r *reader) merged(call *ssa.Call, depth int) (schemas []schema, all bool) {
	parts := call.Call.Args
	if catalog.SchemaOptions.Calls(&call.Call) {
		parts, all = literal.Elements(call.Call.Args[1])
		if !all {
			return nil, false
		}
	}
	all = true
	for _, part := range parts {
		s, known := r.schemaOf(part, depth+1)
		all = all && known
		if known {
			schemas = append(schemas, s)
		}
	}
	return schemas, all
}

// schemaOf returns the schema of a resource or of an option.
func (r *reader) schemaOf(v ssa.Value, depth int) (schema, bool) {
	if depth > maxDepth {
		return schema{}, false
	}
	v = value.Origin(v)
	if value.IsNil(v) {
		return schema{}, true
	}
	if extract, ok := v.(*ssa.Extract); ok && extract.Index == 0 {
		v = extract.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return schema{}, false
	}
	switch fn := symbol.Callee(&call.Call); {
	case catalog.SchemaGiven.Has(fn):
		version, ok := versionOf(literal.Text(call.Call.Args[0]))
		return schema{version: version, call: call}, ok
	case catalog.SchemaNone.Has(fn):
		return schema{}, true
	case catalog.SchemaOfSDK.Has(fn):
		version := r.sdkVersion(fn)
		return schema{version: version, call: call, sdk: true}, version != ""
	case catalog.SchemaMerged.Has(fn), catalog.SchemaOptions.Has(fn):
		return r.agreed(call, depth)
	}
	return r.returned(call, depth)
}

// agreed returns the schema of a resource that others were merged into.
func (r *reader) agreed(call *ssa.Call, depth int) (schema, bool) {
	schemas, all := r.merged(call, depth)
	var one schema
	for _, s := range schemas {
		if s.version == "" {
			continue
		}
		if one.version != "" && one.version != s.version {
			return schema{}, false // fails itself
		}
		one = s
	}
	return one, all
}

// returned returns the schema of a function's first result, if the function is
// of this package and all of its returns agree.
func (r *reader) returned(call *ssa.Call, depth int) (schema, bool) {
	fn := call.Call.StaticCallee()
	if fn == nil || len(fn.Blocks) == 0 {
		return schema{}, false
	}
	var one schema
	found := false
	for _, block := range fn.Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok || len(ret.Results) == 0 || value.IsNil(value.Origin(ret.Results[0])) {
			continue
		}
		s, ok := r.schemaOf(ret.Results[0], depth+1)
		if !ok || found && s.version != one.version {
			return schema{}, false
		}
		one, found = s, true
	}
	return one, found
}

// versionOf returns the version in a schema's URL: its last part.
func versionOf(url string) (string, bool) {
	if url == "" {
		return "", true
	}
	cut := strings.LastIndexByte(url, '/')
	return strings.TrimPrefix(url[cut+1:], "v"), cut >= 0 && !strings.Contains(url, literal.Gap)
}
