package metricname

import (
	"go/ast"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/instrument"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/trail"
)

// checkInstruments reports the names and units of OpenTelemetry's instruments.
func checkInstruments(pass *rule.Pass) {
	for _, fn := range pass.FuncsAndInit() {
		for _, i := range instrument.In(fn) {
			site, ok := fix.CallAt(pass.Pass, i.Call.Pos())
			if !ok {
				continue
			}
			name := i.Name
			if name == "" {
				name = "the " + i.Kind
			}
			report(pass, site.Call.Args[0], name, nameProblems(pass, i))
			report(pass, unitArgument(site.Call), name, unitOf(i))
		}
	}
}

func nameProblems(pass *rule.Pass, i instrument.Instrument) []string {
	var found []string
	if i.Name != "" && !valid(i.Name) {
		found = append(found, "is no valid name: the "+i.Kind+" comes with an error")
	}
	if strings.HasSuffix(i.Kind, "Counter") && !strings.HasSuffix(i.Kind, "UpDownCounter") && total(pass, i.Call) {
		found = append(found, "ends in _total, which is for the exporter to add")
	}
	return found
}

// total reports whether an instrument's name may end in _total.
func total(pass *rule.Pass, call *ssa.Call) bool {
	for _, origin := range pass.Summary.Trail().Origins(trail.Place{Value: call.Call.Args[0]}) {
		if strings.HasSuffix(literal.Text(origin.Value), "_total") {
			return true
		}
	}
	return false
}

// valid reports whether the SDK takes a name as it is.
func valid(name string) bool {
	letter := func(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
	for i := range len(name) {
		c := name[i]
		if !letter(c) && (i == 0 || ('0' > c || c > '9') && !strings.ContainsRune("_.-/", rune(c))) {
			return false
		}
	}
	return 0 < len(name) && len(name) <= 255
}

// unitOf returns what is wrong with an instrument's unit.
func unitOf(i instrument.Instrument) []string {
	switch better, wrong := units[i.Unit]; {
	case wrong:
		return []string{"has the unit " + i.Unit + ", which UCUM does not know: use " + better}
	case i.Unit == "1" && strings.HasPrefix(i.Kind, "Int64"):
		return []string{"counts something with the unit 1, which is for ratios: use an annotation, such as {order}"}
	}
	return nil
}

// units are what UCUM knows by another name.
var units = map[string]string{
	"sec": "s", "secs": "s", "second": "s", "seconds": "s",
	"msec": "ms", "millis": "ms", "millisecond": "ms", "milliseconds": "ms",
	"usec": "us", "micros": "us", "microsecond": "us", "microseconds": "us",
	"nanos": "ns", "nanosecond": "ns", "nanoseconds": "ns",
	"minute": "min", "minutes": "min", "hour": "h", "hours": "h", "day": "d", "days": "d",
	"byte": "By", "bytes": "By", "KB": "kBy", "MB": "MBy", "GB": "GBy", "KiB": "KiBy", "MiB": "MiBy", "GiB": "GiBy",
	"percent": "%", "count": "an annotation", "requests": "{request}", "request": "{request}",
	"errors": "{error}", "messages": "{message}", "calls": "{call}", "items": "{item}", "connections": "{connection}",
}

// unitArgument returns the option that gives the unit or, if it is not written
// there, the name.
func unitArgument(call *ast.CallExpr) ast.Expr {
	for _, arg := range call.Args[1:] {
		option, ok := ast.Unparen(arg).(*ast.CallExpr)
		if !ok {
			continue
		}
		if selector, ok := option.Fun.(*ast.SelectorExpr); ok && selector.Sel.Name == "WithUnit" {
			return option
		}
	}
	return call.Args[0]
}
