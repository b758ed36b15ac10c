package summary_test

import (
	"bytes"
	"encoding/gob"
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
	"github.com/govlint/govlint/analyzers/internal/summary"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Libraries have no facts: they are described by the catalog.
var libraries = []struct{ path, source string }{
	{"go.opentelemetry.io/otel/propagation", "package propagation"},
	{"go.opentelemetry.io/otel", `package otel

import _ "go.opentelemetry.io/otel/propagation"

func SetTracerProvider(any)
func SetTextMapPropagator(any)
`},
	{"go.opentelemetry.io/otel/sdk/trace", "package trace"},
	{"go.opentelemetry.io/contrib/propagators/autoprop", "package autoprop"},
	{"github.com/gin-gonic/gin", "package gin\n\ntype Engine struct{ ContextWithFallback bool }\n"},
	{"go.mongodb.org/mongo-driver/mongo", `package mongo

import _ "go.opentelemetry.io/otel"
import _ "go.opentelemetry.io/otel/propagation"
`},
	{"corp.example/store", `package store

import _ "go.mongodb.org/mongo-driver/mongo"
`},
	{"corp.example/telemetry", "package telemetry"},
	{"shop.example/base", "package base"}, // a versioned library of the shop's
	{"corp.example/distro", `package distro

import _ "go.opentelemetry.io/otel/sdk/trace"
`},
	{"corp.example/auto", `package auto

import _ "go.opentelemetry.io/contrib/propagators/autoprop"
`},
}

// Each package is followed by the marks of the program so far, and by those
// of the calls in its function run.
var parts = []struct {
	path, source string
	program      catalog.Mark
	does         []catalog.Mark
}{
	{"shop.example/plain", "package plain\n\nfunc run() { println() }\n", 0, []catalog.Mark{0}},
	{"shop.example/store", "package store\n\nimport _ \"corp.example/store\"\n", 0, nil},
	{"shop.example/init", "package init\n\nimport _ \"corp.example/telemetry\"\n", catalog.UnknownTracing | catalog.UnknownMetrics, nil},
	{"shop.example/base/part", "package part\n\nimport _ \"shop.example/base\"\n", catalog.UnknownTracing | catalog.UnknownMetrics | catalog.UnknownShutdown | catalog.WatchesConfig, nil},
	{"shop.example/registry", "package registry\n\nfunc Deregister() { deregister() }\n\nfunc deregister() {}\n", 0, nil},
	{"shop.example/leaving", "package leaving\n\nimport \"shop.example/registry\"\n\nfunc Close() { registry.Deregister() }\n", catalog.Deregisters, nil},
	{"shop.example/killable", "package killable\n\nimport \"os/signal\"\n\nfunc Wait() { signal.Notify(nil) }\n", catalog.HandlesSignals, nil},
	{"shop.example/distro", "package distro\n\nimport _ \"corp.example/distro\"\n", catalog.UnknownTracing, nil},
	{"shop.example/auto", "package auto\n\nimport _ \"corp.example/auto\"\n", catalog.SetsPropagator, nil},
	{"shop.example/telemetry", `package telemetry

import "go.opentelemetry.io/otel"

func Init(really bool) { initialise(really) }

func initialise(really bool) {
	if really {
		func() { otel.SetTracerProvider(nil) }()
	}
	if !really {
		initialise(true)
	}
}

func Propagate() { otel.SetTextMapPropagator(nil) }

func run() {
	Init(true)
	Propagate()
}
`, catalog.SetsTracerProvider | catalog.SetsPropagator, []catalog.Mark{catalog.SetsTracerProvider, 0}},
	{"shop.example/gin", `package gin

import "github.com/gin-gonic/gin"

func Off() *gin.Engine { return &gin.Engine{ContextWithFallback: false} }
`, 0, nil},
	{"shop.example/ginfallback", `package ginfallback

import "github.com/gin-gonic/gin"

func New() *gin.Engine {
	engine := new(gin.Engine)
	engine.ContextWithFallback = true
	return engine
}
`, catalog.ContextFallback, nil},
	{"shop.example/cmd", `package cmd

import "shop.example/telemetry"

type command struct{ run func(bool) }

var root = &command{run: telemetry.Init}

func Execute() { root.run(true) }
`, catalog.SetsTracerProvider | catalog.SetsPropagator, nil},
	{"shop.example/main", `package main

import (
	"shop.example/cmd"
	"shop.example/ginfallback"
	"shop.example/telemetry"
)

func run() {
	telemetry.Init(false)
	start(telemetry.Init)
	ginfallback.New()
	cmd.Execute()
}

func start(init func(bool)) { init(true) }
`, catalog.SetsTracerProvider | catalog.SetsPropagator | catalog.ContextFallback, []catalog.Mark{catalog.SetsTracerProvider, catalog.SetsTracerProvider, 0, catalog.SetsTracerProvider}},
}

func TestProgram(t *testing.T) {
	h := &programHost{World: ssatest.NewWorld(t, "os/signal"), objects: facts{}, packages: facts{}}
	for _, library := range libraries {
		h.Build(t, library.path, library.source)
	}
	for _, part := range parts {
		p, result := h.run(t, part.path, part.source)
		if got := result.Program().Marks; got != part.program {
			t.Errorf("%s: program %v, want %v", part.path, got, part.program)
		}
		if part.does == nil {
			continue
		}
		var does []catalog.Mark
		for _, instr := range p.Func(t, "run").Blocks[0].Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok {
				does = append(does, result.Does(call))
			}
		}
		if !slices.Equal(does, part.does) {
			t.Errorf("%s: calls do %v, want %v", part.path, does, part.does)
		}
	}
}

// programHost is a host with facts of functions and of packages.
type programHost struct {
	*ssatest.World
	objects, packages facts
}

func (h *programHost) run(t *testing.T, path, source string) (*ssatest.Package, *summary.Result) {
	t.Helper()
	p := h.Build(t, path, source)
	name := func(obj types.Object) string { return symbol.Name(obj.(*types.Func)) }
	p.ExportObjectFact = func(obj types.Object, fact analysis.Fact) { h.objects.put(t, name(obj), fact) }
	p.ImportObjectFact = func(obj types.Object, fact analysis.Fact) bool { return h.objects.get(t, name(obj), fact) }
	p.ExportPackageFact = func(fact analysis.Fact) { h.packages.put(t, path, fact) }
	p.ImportPackageFact = func(pkg *types.Package, fact analysis.Fact) bool { return h.packages.get(t, pkg.Path(), fact) }
	result, err := summary.Analyzer.Run(p.Pass)
	if err != nil {
		t.Fatal(err)
	}
	return p, result.(*summary.Result)
}

func (f facts) put(t *testing.T, key string, fact analysis.Fact) {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(fact); err != nil {
		t.Fatal(err)
	}
	f[key] = buf.Bytes()
}

func (f facts) get(t *testing.T, key string, fact analysis.Fact) bool {
	encoded, ok := f[key]
	if ok {
		if err := gob.NewDecoder(bytes.NewReader(encoded)).Decode(fact); err != nil {
			t.Fatal(err)
		}
	}
	return ok
}
