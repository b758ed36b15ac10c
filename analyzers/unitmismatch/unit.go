package unitmismatch

import (
	"go/constant"
	"go/token"
	"math"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// units are lengths of time, in nanoseconds, by the names that metrics and
// OpenTelemetry's units have for them.
var units = map[string]float64{
	"ns": 1, "nanos": 1, "nanoseconds": 1,
	"us": 1e3, "micros": 1e3, "microseconds": 1e3,
	"ms": 1e6, "millis": 1e6, "milliseconds": 1e6,
	"s": 1e9, "seconds": 1e9,
	"min": 60e9, "minutes": 60e9,
	"h": 3600e9, "hours": 3600e9,
}

// nouns are what messages call them.
var nouns = []struct {
	length float64
	noun   string
}{
	{1, "nanoseconds"}, {1e3, "microseconds"}, {1e6, "milliseconds"}, {1e9, "seconds"}, {60e9, "minutes"}, {3600e9, "hours"},
}

// noun returns what a length of time is called, or "" if it is no unit.
func noun(length float64) string {
	for _, n := range nouns {
		if math.Abs(n.length-length) <= n.length*1e-9 {
			return n.noun
		}
	}
	return ""
}

// unitInName returns the unit of time that ends a metric's name, or 0. Single
// letters and "min", which may mean the least, are no units there.
func unitInName(name string) float64 {
	name = strings.TrimSuffix(name, "_total")
	if cut := strings.LastIndexAny(name, "._-/"); cut >= 0 {
		name = name[cut+1:]
	}
	if len(name) < 2 || name == "min" {
		return 0
	}
	return units[name]
}

// counts are the methods of time.Duration, and of time.Time, that count units.
var counts = map[string]float64{
	"(time.Duration).Nanoseconds":  1,
	"(time.Duration).Microseconds": 1e3,
	"(time.Duration).Milliseconds": 1e6,
	"(time.Duration).Seconds":      1e9,
	"(time.Duration).Minutes":      60e9,
	"(time.Duration).Hours":        3600e9,

	"(time.Time).UnixNano":  1,
	"(time.Time).UnixMicro": 1e3,
	"(time.Time).UnixMilli": 1e6,
	"(time.Time).Unix":      1e9,
}

// measured returns the unit that a number counts, in nanoseconds, if it is a
// duration, or made of one or of a time; else 0.
func measured(v ssa.Value) float64 {
	v = value.Origin(v)
	switch v := v.(type) {
	case *ssa.Call:
		if fn := symbol.Callee(&v.Call); fn != nil {
			if unit := counts[symbol.Name(fn)]; unit != 0 {
				return unit
			}
		}
	case *ssa.BinOp:
		return computed(v)
	}
	if symbol.Is(v.Type(), "time", "Duration") {
		if _, constant := v.(*ssa.Const); !constant {
			return 1
		}
	}
	return 0
}

// computed returns the unit of a product or quotient with a constant, or of a
// sum or difference.
func computed(op *ssa.BinOp) float64 {
	x, y := number(op.X), number(op.Y)
	switch {
	case op.Op == token.QUO && y > 0:
		return measured(op.X) * y
	case op.Op == token.MUL && y > 0:
		return measured(op.X) / y
	case op.Op == token.MUL && x > 0:
		return measured(op.Y) / x
	case op.Op == token.SUB || op.Op == token.ADD:
		return common(measured(op.X), measured(op.Y))
	}
	return 0
}

// common returns the unit of a sum of two numbers: what makes sense is in the
// unit of the one that is known. It is 0 for two that differ.
func common(x, y float64) float64 {
	switch {
	case x == 0:
		return y
	case y == 0 || noun(x) == noun(y):
		return x
	}
	return 0
}

// number returns the value of a positive constant, or 0.
func number(v ssa.Value) float64 {
	c, ok := value.Origin(v).(*ssa.Const)
	if !ok || c.Value == nil {
		return 0
	}
	switch c.Value.Kind() {
	case constant.Int, constant.Float:
		n, _ := constant.Float64Val(constant.ToFloat(c.Value))
		return max(n, 0)
	}
	return 0
}
