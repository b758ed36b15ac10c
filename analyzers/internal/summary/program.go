package summary

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/flow"
	"github.com/govlint/govlint/analyzers/internal/ir"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// ProgramFact is what is known of a package and of all packages below it: the
// program, if the package is main. Every analysed package has one. Packages of
// versioned modules and of the standard library have none; the catalog
// describes them.
type ProgramFact struct {
	Marks   catalog.Mark
	Seconds []Histogram   // recorded in seconds, with buckets for the SDK to choose; sorted
	Atomics []AtomicStore // in exported variables; sorted
	Keys    []ContextKey  // of values that are stored in contexts; sorted
	Gin     []GinUse      // of gin's contexts as plain ones; sorted

	ConfigReads  []ConfigRead  // by request handlers, of what several packages may use; sorted
	TakenConfigs []TakenConfig // of TLS, in exported variables and fields; sorted

	Vectors []Vector // of Prometheus, in exported variables; sorted
}

// AFact marks ProgramFact as a fact of the analysis framework.
func (*ProgramFact) AFact() {}

func (f *ProgramFact) String() string { return "program" }

// Has reports whether some code of the program may do what the mark says.
func (f *ProgramFact) Has(m catalog.Mark) bool { return f.Marks&m != 0 }

func (f *ProgramFact) join(other *ProgramFact) {
	f.Marks |= other.Marks
	f.Seconds = append(f.Seconds, other.Seconds...)
	f.Keys = append(f.Keys, other.Keys...)
	f.Atomics = append(f.Atomics, other.Atomics...)
	f.Gin = append(f.Gin, other.Gin...)
	f.ConfigReads = append(f.ConfigReads, other.ConfigReads...)
	f.TakenConfigs = append(f.TakenConfigs, other.TakenConfigs...)
	f.Vectors = append(f.Vectors, other.Vectors...)
}

// Program returns what is known of the package and of all below it.
func (r *Result) Program() *ProgramFact { return &r.program }

// Does returns the marks that a call brings to the program by being executed:
// those of the function and of the functions that it calls or hands on. Calls
// through interfaces and function values add nothing.
func (r *Result) Does(call ssa.CallInstruction) catalog.Mark {
	var marks catalog.Mark
	for _, op := range call.Operands(nil) {
		marks |= r.operand(*op)
	}
	return marks
}

// First returns the first call of the package that brings a mark: of a function
// of another package or, if there is none, of one of its own. It is nil if
// nothing is known to bring it.
func (r *Result) First(mark catalog.Mark) *ssa.Call {
	var own *ssa.Call
	for _, fn := range r.funcs {
		for call := range flow.Instrs[*ssa.Call](fn) {
			if r.Does(call)&mark == 0 {
				continue
			}
			if callee := symbol.Callee(&call.Call); callee != nil && callee.Pkg() != r.pass.Pkg {
				return call
			}
			if own == nil {
				own = call
			}
		}
	}
	return own
}

// describeProgram computes the package's fact and the marks of its functions.
// What only tests do is not what the program does.
func (r *Result) describeProgram() {
	for _, imported := range r.pass.Pkg.Imports() {
		var fact ProgramFact
		if r.pass.ImportPackageFact(imported, &fact) {
			r.program.join(&fact)
		} else {
			r.program.Marks |= r.library(imported)
		}
	}
	for id, obj := range r.pass.TypesInfo.Uses {
		if !ir.InTest(r.pass.Fset, id.Pos()) {
			r.program.Marks |= mark(obj) | r.deregisters(id, obj)
		}
	}
	for _, fn := range r.funcs {
		r.program.Marks |= fieldMarks(fn)
		r.program.Seconds = append(r.program.Seconds, r.seconds(fn)...)
		r.program.Keys = append(r.program.Keys, storedKeys(fn)...)
		r.program.Atomics = append(r.program.Atomics, atomicStores(fn)...)
		r.describeGin(fn)
	}
	r.program.Keys = sortedKeys(r.program.Keys)
	slices.SortFunc(r.program.Atomics, AtomicStore.compare)
	r.program.Atomics = slices.Compact(r.program.Atomics)
	slices.SortFunc(r.program.Gin, GinUse.compare)
	r.program.Gin = slices.Compact(r.program.Gin)
	r.program.ConfigReads = append(r.program.ConfigReads, r.configReads()...)
	slices.SortFunc(r.program.ConfigReads, ConfigRead.compare)
	r.program.ConfigReads = slices.Compact(r.program.ConfigReads)
	r.program.TakenConfigs = append(r.program.TakenConfigs, r.takenConfigs()...)
	slices.SortFunc(r.program.TakenConfigs, TakenConfig.compare)
	r.program.TakenConfigs = slices.Compact(r.program.TakenConfigs)
	r.program.Vectors = append(r.program.Vectors, r.vectors()...)
	slices.SortFunc(r.program.Vectors, Vector.compare)
	r.program.Vectors = slices.Compact(r.program.Vectors)
	slices.SortFunc(r.program.Seconds, Histogram.compare)
	r.program.Seconds = slices.Compact(r.program.Seconds)
	if r.program.Has(catalog.SetUps) {
		r.functionMarks()
	}
}

// mark returns the marks of a program that uses a package's function or type.
func mark(obj types.Object) catalog.Mark {
	if obj.Pkg() == nil || !versioned(obj.Pkg()) && obj.Pkg().Path() != "os/signal" {
		return 0
	}
	switch obj := obj.(type) {
	case *types.Func:
		if obj.Signature().Recv() != nil {
			return method(obj)
		}
	case *types.TypeName:
	default:
		return 0
	}
	return catalog.MarkOf(obj.Pkg().Path(), obj.Name())
}

// method returns the marks of a program that uses a method.
func method(fn *types.Func) catalog.Mark {
	if fn.Name() == "WatchConfig" {
		return catalog.WatchesConfig // of viper, or of an interface
	}
	if strings.Contains(fn.Name(), "TTL") && catalog.ReportsHealth[fn.Name()] {
		return catalog.ReportsTTL // to Consul, or to an interface
	}
	if fn.Name() == "Start" && catalog.SpanStart.Has(fn) {
		return catalog.StartsSpans
	}
	return 0
}

// versioned reports whether a package may be of a module, as opposed to the
// standard library.
func versioned(pkg *types.Package) bool {
	first, _, _ := strings.Cut(pkg.Path(), "/")
	return strings.Contains(first, ".")
}

// library returns the marks of a package without a fact.
func (r *Result) library(pkg *types.Package) catalog.Mark {
	if !versioned(pkg) {
		return 0 // of the standard library
	}
	marks := catalog.Distribution(pkg.Path(), func(yield func(string) bool) {
		for _, other := range pkg.Imports() {
			if !yield(other.Path()) {
				return
			}
		}
	})
	if owner(pkg.Path()) == owner(r.pass.Pkg.Path()) {
		marks |= catalog.UnknownTracing | catalog.UnknownMetrics | catalog.UnknownShutdown | catalog.WatchesConfig // a library of the same people
	}
	return marks
}

// owner returns the first two elements of an import path.
func owner(path string) string {
	host, rest, _ := strings.Cut(path, "/")
	name, _, _ := strings.Cut(rest, "/")
	return host + "/" + name
}

// fieldMarks returns the marks of the fields that a function sets.
func fieldMarks(fn *ssa.Function) catalog.Mark {
	var marks catalog.Mark
	for store := range flow.Instrs[*ssa.Store](fn) {
		field, ok := store.Addr.(*ssa.FieldAddr)
		if !ok || value.IsFalse(store.Val) {
			continue
		}
		marks |= catalog.MarkedFields[fieldName(field)]
	}
	return marks
}

// fieldName returns the full name of a named type's field.
func fieldName(field *ssa.FieldAddr) string {
	pointer, ok := field.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return ""
	}
	named, ok := types.Unalias(pointer.Elem()).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || !versioned(named.Obj().Pkg()) {
		return ""
	}
	structure, ok := named.Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	return named.Obj().Pkg().Path() + "." + named.Obj().Name() + "." + structure.Field(field.Field).Name()
}

// functionMarks computes the marks of the package's functions: the least fix
// point over what they call and hand on.
func (r *Result) functionMarks() {
	r.marks = map[*types.Func]catalog.Mark{}
	for changed := true; changed; {
		changed = false
		for _, fn := range r.funcs {
			obj := symbol.Object(fn)
			if obj == nil {
				continue // a literal: part of the function around it
			}
			if marks := r.mentioned(fn) & catalog.SetUps; marks != r.marks[obj] {
				r.marks[obj] = marks
				changed = true
			}
		}
	}
	r.markInitialised()
}

// markInitialised adds to all functions what the package's variables may have
// them do: commands of a command line, for one, are variables.
func (r *Result) markInitialised() {
	init := r.pass.ResultOf[ir.Analyzer].(*ir.Program).Pkg.Func("init")
	if init == nil {
		return
	}
	marks := r.mentioned(init) & catalog.SetUps
	if marks == 0 {
		return
	}
	for _, fn := range r.funcs {
		if obj := symbol.Object(fn); obj != nil {
			r.marks[obj] |= marks
		}
	}
}

// marksOf returns the marks of a function of this package or of another.
func (r *Result) marksOf(fn *types.Func) catalog.Mark {
	if fn.Pkg() == r.pass.Pkg {
		return r.marks[fn]
	}
	fact, _ := r.imported(fn)
	return fact.Program | mark(fn)&catalog.SetUps
}

// mentioned returns the marks of all functions that are mentioned in fn's code.
func (r *Result) mentioned(fn *ssa.Function) catalog.Mark {
	var marks catalog.Mark
	var operands [8]*ssa.Value
	for instr := range flow.Instrs[ssa.Instruction](fn) {
		for _, op := range instr.Operands(operands[:0]) {
			marks |= r.operand(*op)
		}
	}
	return marks
}

// operand returns the marks of a function that is used as an operand.
func (r *Result) operand(v ssa.Value) catalog.Mark {
	switch v := v.(type) {
	case *ssa.Function:
		if obj := symbol.Object(v); obj != nil {
			return r.marksOf(obj)
		}
		if v.Parent() != nil {
			return r.mentioned(v) // a literal without captured variables
		}
	case *ssa.MakeClosure:
		return r.operand(v.Fn)
	}
	return 0
}
