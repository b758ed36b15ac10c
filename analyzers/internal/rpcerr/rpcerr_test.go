package rpcerr_test

import (
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/rpcerr"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

const grpcSource = `package grpc
import "context"
type CallOption interface{ before() }
type ClientConn struct{}
type UnaryInvoker func(ctx context.Context, method string, req, reply any, cc *ClientConn, opts ...CallOption) error
type ClientStream interface {
	CloseSend() error
	SendMsg(m any) error
	RecvMsg(m any) error
}
`

const statusSource = `package status
func Error(code uint32, message string) error { return nil }
`

const clientSource = `package client
import ("context"; "google.golang.org/grpc")
type Shop interface {
	Pay(ctx context.Context, in *int, opts ...grpc.CallOption) (*int, error)
	Watch(ctx context.Context, opts ...grpc.CallOption) (Watch, error)
}
type Watch interface { Recv() (*int, error); grpc.ClientStream }
`

func world(t *testing.T) *ssatest.World {
	w := ssatest.NewWorld(t, "context", "errors", "fmt", "time")
	w.Build(t, "google.golang.org/grpc", grpcSource)
	w.Build(t, "google.golang.org/grpc/status", statusSource)
	w.Build(t, "example.com/client", clientSource)
	return w
}

const header = `package p
import ("context"; "errors"; "fmt"; "example.com/client"; "google.golang.org/grpc"; "google.golang.org/grpc/status")
var _, _, _ = errors.Join, fmt.Errorf, status.Error
var _ grpc.ClientStream
func sink(err error) {}
func local() error { return errors.New("local") }
func pay(ctx context.Context, c client.Shop) (*int, error) {
	out, err := c.Pay(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("pay: %w", err)
	}
	return out, nil
}
func either(ctx context.Context, c client.Shop) error {
	if ctx.Err() != nil { return ctx.Err() }
	_, err := c.Pay(ctx, nil)
	return err
}
`

func TestSource(t *testing.T) {
	w := world(t)
	for _, tt := range []struct {
		name, body string
		known      bool
	}{
		{"unary call", `_, err := c.Pay(ctx, nil); sink(err)`, true},
		{"opening a stream", `_, err := c.Watch(ctx); sink(err)`, true},
		{"receiving", `s, _ := c.Watch(ctx); _, err := s.Recv(); sink(err)`, true},
		{"sending", `s, _ := c.Watch(ctx); err := s.SendMsg(nil); sink(err)`, true},
		{"wrapped", `_, err := c.Pay(ctx, nil); sink(fmt.Errorf("pay %d: %w", 1, err))`, true},
		{"joined", `_, err := c.Pay(ctx, nil); _, err2 := c.Watch(ctx); sink(errors.Join(err, err2))`, true},
		{"joined with another", `_, err := c.Pay(ctx, nil); sink(errors.Join(err, local()))`, false},
		{"wrapped beside another", `_, err := c.Pay(ctx, nil); sink(fmt.Errorf("%w: %w", err, local()))`, false},
		{"only printed", `_, err := c.Pay(ctx, nil); sink(fmt.Errorf("pay: %v", err))`, false},
		{"helper", `_, err := pay(ctx, c); sink(err)`, true},
		{"helper with another error", `sink(either(ctx, c))`, false},
		{"literal", `call := func() error { _, err := c.Pay(ctx, nil); return err }; sink(call())`, true},
		{"one of two calls", `_, err := c.Pay(ctx, nil); if err == nil { _, err = c.Watch(ctx) }; sink(err)`, true},
		{"nil at first", `var err error; if c != nil { _, err = c.Pay(ctx, nil) }; sink(err)`, true},
		{"another at first", `err := local(); if c != nil { _, err = c.Pay(ctx, nil) }; sink(err)`, false},
		{"in a loop", `var err error; for range 3 { if _, err = c.Pay(ctx, nil); err == nil { break } }; sink(err)`, true},
		{"captured", `var err error; defer func() { println(err) }(); _, err = c.Pay(ctx, nil); sink(err)`, true},
		{"a new status", `sink(status.Error(3, "no"))`, true},
		{"local", `sink(local())`, false},
		{"context", `sink(ctx.Err())`, false},
		{"parameter", `sink(given)`, false},
		{"always nil", `sink(nil)`, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", header+`
func f(ctx context.Context, c client.Shop, given error) { `+tt.body+` }`)
			a := rpcerr.New(func(*types.Func) (rpcerr.Facts, bool) { return rpcerr.Facts{}, false })
			call := ssatest.Calls(p.Func(t, "f"), "sink")[0]
			if got := a.Source(call.Common().Args[0]) != nil; got != tt.known {
				t.Errorf("known %t, want %t", got, tt.known)
			}
		})
	}
}

func TestFacts(t *testing.T) {
	w := world(t)
	p := w.Build(t, "example.com/p", header+`
func direct(ctx context.Context, c client.Shop) (int, error) { _, err := c.Pay(ctx, nil); return 0, err }
func named(ctx context.Context, c client.Shop) (err error) { defer func() { println(err) }(); _, err = c.Pay(ctx, nil); return }
func never() error { return nil }
func recursive(ctx context.Context, c client.Shop, n int) error {
	if n > 0 { return recursive(ctx, c, n-1) }
	_, err := c.Pay(ctx, nil)
	return err
}
func passes(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	return invoker(ctx, method, req, reply, cc, opts...)
}
func makesTranslator() func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	return func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		if invoker(ctx, method, req, reply, cc, opts...) != nil { return local() }
		return nil
	}
}`)
	for name, want := range map[string]struct {
		results    int
		translates bool
	}{
		"direct": {1, false}, "named": {1, false}, "never": {0, false}, "recursive": {0, false}, "local": {0, false},
		"passes": {1, false}, "makesTranslator": {0, true}, "pay": {1, false}, "either": {0, false},
	} {
		a := rpcerr.New(func(*types.Func) (rpcerr.Facts, bool) { return rpcerr.Facts{}, false })
		facts := a.Facts(p.Func(t, name))
		if len(facts.Results) != want.results || facts.Translates != want.translates {
			t.Errorf("%s: %+v", name, facts)
		}
	}
}

// TestImported takes what a function of another package does from its fact.
func TestImported(t *testing.T) {
	w := world(t)
	w.Build(t, "example.com/q", `package q
func Fetch() (int, error) { return 0, nil }`)
	p := w.Build(t, "example.com/p", `package p
import "example.com/q"
func sink(err error) {}
func f() { _, err := q.Fetch(); sink(err) }`)
	a := rpcerr.New(func(fn *types.Func) (rpcerr.Facts, bool) {
		return rpcerr.Facts{Results: []int{1}}, fn.Name() == "Fetch"
	})
	var source *ssa.Call = a.Source(ssatest.Calls(p.Func(t, "f"), "sink")[0].Common().Args[0])
	if source == nil || source.Call.StaticCallee().Name() != "Fetch" {
		t.Errorf("source %v", source)
	}
}
