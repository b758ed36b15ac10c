package catalog

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

const sdkLog = "go.opentelemetry.io/otel/sdk/log"

// Provider is a provider of OpenTelemetry's SDK that exports in batches: what
// it holds back is exported by Shutdown or ForceFlush.
var Provider = &lifecycle.Spec{
	Name:  "provider",
	Noun:  "provider",
	Match: batching,
	End: symbol.Of(
		"(*go.opentelemetry.io/otel/sdk/trace.TracerProvider).Shutdown",
		"(*go.opentelemetry.io/otel/sdk/trace.TracerProvider).ForceFlush",
		"(*go.opentelemetry.io/otel/sdk/metric.MeterProvider).Shutdown",
		"(*go.opentelemetry.io/otel/sdk/metric.MeterProvider).ForceFlush",
		"(*"+sdkLog+".LoggerProvider).Shutdown",
		"(*"+sdkLog+".LoggerProvider).ForceFlush",
	),
	Borrow: symbol.Of(
		"go.opentelemetry.io/otel.SetTracerProvider",
		"go.opentelemetry.io/otel.SetMeterProvider",
		"go.opentelemetry.io/otel/log/global.SetLoggerProvider",
		"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp.WithTracerProvider",
		"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp.WithMeterProvider",
		"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc.WithTracerProvider",
		"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc.WithMeterProvider",
		"go.opentelemetry.io/contrib/bridges/otelslog.WithLoggerProvider",
		"go.opentelemetry.io/contrib/bridges/otelzap.WithLoggerProvider",
	),
	As: map[string]bool{
		"go.opentelemetry.io/otel/trace.TracerProvider": true,
		"go.opentelemetry.io/otel/metric.MeterProvider": true,
		"go.opentelemetry.io/otel/log.LoggerProvider":   true,
	},
}

// ProviderMakers make providers out of options.
var ProviderMakers = symbol.Of(
	"go.opentelemetry.io/otel/sdk/trace.NewTracerProvider",
	"go.opentelemetry.io/otel/sdk/metric.NewMeterProvider",
	sdkLog+".NewLoggerProvider",
)

// GlobalProviders return the provider that was set for the whole program.
var GlobalProviders = symbol.Of("go.opentelemetry.io/otel.GetTracerProvider", "go.opentelemetry.io/otel.GetMeterProvider")

// batchOptions make a provider export in batches; partOptions do if the part
// that they are given does.
var (
	batchOptions = symbol.Of("go.opentelemetry.io/otel/sdk/trace.WithBatcher")
	partOptions  = symbol.Of(
		"go.opentelemetry.io/otel/sdk/trace.WithSpanProcessor",
		"go.opentelemetry.io/otel/sdk/metric.WithReader",
		sdkLog+".WithProcessor",
	)
	batchParts = symbol.Of(
		"go.opentelemetry.io/otel/sdk/trace.NewBatchSpanProcessor",
		"go.opentelemetry.io/otel/sdk/metric.NewPeriodicReader",
		sdkLog+".NewBatchProcessor",
	)
)

// batching reports whether a call makes a provider that exports in batches.
func batching(call *ssa.CallCommon) (result int, ok bool) {
	if !ProviderMakers.Calls(call) {
		return 0, false
	}
	options := gathered(call.Args[0], map[ssa.Value]bool{})
	return 0, slices.ContainsFunc(options, func(option ssa.Value) bool {
		made, ok := value.Origin(option).(*ssa.Call)
		if !ok || batchOptions.Calls(&made.Call) {
			return ok
		}
		if !partOptions.Calls(&made.Call) {
			return false
		}
		part, ok := value.Origin(made.Call.Args[0]).(*ssa.Call)
		return ok && batchParts.Calls(&part.Call) && handedOver(part)
	})
}

// gathered returns elements that a slice may have: those of a literal, and those
// that are appended to it on some path.
func gathered(v ssa.Value, seen map[ssa.Value]bool) []ssa.Value {
	if seen[v] {
		return nil
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.Phi:
		var all []ssa.Value
		for _, edge := range v.Edges {
			all = append(all, gathered(edge, seen)...)
		}
		return all
	case *ssa.Call:
		builtin, ok := v.Call.Value.(*ssa.Builtin)
		if ok && builtin.Name() == "append" {
			return append(gathered(v.Call.Args[0], seen), gathered(v.Call.Args[1], seen)...)
		}
	}
	elements, _ := literal.Elements(v)
	return elements
}

// handedOver reports whether a part is nothing but the argument of one call:
// nobody else can shut it down.
func handedOver(part *ssa.Call) bool {
	var v ssa.Value = part
	for range 3 {
		var only ssa.Instruction
		for _, use := range *v.Referrers() {
			if _, debug := use.(*ssa.DebugRef); debug {
				continue
			}
			if only != nil {
				return false
			}
			only = use
		}
		switch use := only.(type) {
		case *ssa.Call:
			return true
		case *ssa.MakeInterface:
			v = use
		case *ssa.ChangeInterface:
			v = use
		default:
			return false // kept in a variable, captured
		}
	}
	return false
}
