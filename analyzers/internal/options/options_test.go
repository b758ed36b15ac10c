package options_test

import (
	"go/types"
	"slices"
	"testing"

	"github.com/govlint/govlint/analyzers/internal/options"
	"github.com/govlint/govlint/analyzers/internal/ssatest"
)

const grpcSource = `package grpc
type DialOption interface{ apply(int) }
type ServerOption interface{ apply(string) }
type ClientConn struct{}
type Server struct{}
func NewClient(target string, opts ...DialOption) (*ClientConn, error) { return nil, nil }
func NewServer(opts ...ServerOption) *Server { return nil }
func WithUnaryInterceptor(f func()) DialOption { return nil }
func WithChainUnaryInterceptor(f ...func()) DialOption { return nil }
func WithStreamInterceptor(f func()) DialOption { return nil }
func UnaryInterceptor(f func()) ServerOption { return nil }
`

const source = `package p
import "google.golang.org/grpc"
func a() {}
func one() grpc.DialOption { return grpc.WithUnaryInterceptor(a) }
func list() []grpc.DialOption { return []grpc.DialOption{grpc.WithStreamInterceptor(a), one()} }
func fallible(n int) ([]grpc.DialOption, error) { if n < 0 { return nil, nil }; return list(), nil }
func maybe(n int) []grpc.DialOption { if n > 0 { return list() }; return []grpc.DialOption{grpc.WithStreamInterceptor(a)} }
func extend(opts []grpc.DialOption) []grpc.DialOption { return append(opts, grpc.WithUnaryInterceptor(a)) }
func dial(opts ...grpc.DialOption) { opts = append(opts, one()); grpc.NewClient("x", opts...) }
func dialPlain(opts ...grpc.DialOption) { grpc.NewClient("x", opts...) }
func both() []grpc.DialOption { return []grpc.DialOption{one(), one()} }
func recursive(n int) []grpc.DialOption { if n == 0 { return list() }; return recursive(n-1) }
`

func TestUses(t *testing.T) {
	w := ssatest.NewWorld(t)
	w.Build(t, "google.golang.org/grpc", grpcSource)
	for _, tt := range []struct {
		name, body string
		items      int
	}{
		{"twice", `grpc.NewClient("x", grpc.WithUnaryInterceptor(a), grpc.WithUnaryInterceptor(a))`, 2},
		{"three times", `grpc.NewClient("x", one(), one(), one())`, 3},
		{"once each", `grpc.NewClient("x", grpc.WithUnaryInterceptor(a), grpc.WithStreamInterceptor(a))`, 0},
		{"chain", `grpc.NewClient("x", grpc.WithUnaryInterceptor(a), grpc.WithChainUnaryInterceptor(a))`, 0},
		{"server", `grpc.NewServer(grpc.UnaryInterceptor(a), grpc.UnaryInterceptor(a))`, 2},
		{"two connections", `grpc.NewClient("x", one()); grpc.NewClient("y", one())`, 0},
		{"appended", `opts := list(); opts = append(opts, grpc.WithUnaryInterceptor(a)); grpc.NewClient("x", opts...)`, 2},
		{"appended list", `opts := []grpc.DialOption{one()}; opts = append(opts, list()...); grpc.NewClient("x", opts...)`, 2},
		{"helper that may fail", `opts, err := fallible(1); if err != nil { return }; grpc.NewClient("x", append(opts, one())...)`, 2},
		{"helper that may not", `grpc.NewClient("x", append(maybe(n), one())...)`, 0},
		{"helper that extends", `grpc.NewClient("x", extend([]grpc.DialOption{one()})...)`, 2},
		{"helper that dials", `dial(one())`, 2},
		{"helper that dials with others", `dial(grpc.WithStreamInterceptor(a))`, 0},
		{"helper that only dials", `dialPlain(one(), one())`, 0},
		{"recursive helper", `grpc.NewClient("x", append(recursive(n), one())...)`, 0},

		{"on a branch", `opts := []grpc.DialOption{one()}; if n > 0 { opts = append(opts, one()) }; grpc.NewClient("x", opts...)`, 2},
		{"after a branch", `var opts []grpc.DialOption; if n > 0 { opts = append(opts, one()) }; opts = append(opts, one()); grpc.NewClient("x", opts...)`, 2},
		{"branches that exclude each other", `var opts []grpc.DialOption; if n > 0 { opts = append(opts, one()) } else { opts = append(opts, one()) }; grpc.NewClient("x", opts...)`, 0},
		{"conditions that may exclude each other", `var opts []grpc.DialOption; if n > 0 { opts = append(opts, one()) }; if n <= 0 { opts = append(opts, one()) }; grpc.NewClient("x", opts...)`, 0},
		{"one of two dialled", `opts := list(); more := append(opts, one()); _ = more; grpc.NewClient("x", opts...)`, 0},
		{"in a loop", `var opts []grpc.DialOption; for range n { opts = append(opts, one()) }; grpc.NewClient("x", opts...)`, 0},
		{"parameter", `grpc.NewClient("x", append(given, one())...)`, 0},

		{"returned", `_ = func() []grpc.DialOption { return list() }; return append(list(), one())`, 2},
		{"returned once each", `return append(given, list()...)`, 0},
		{"returned on a branch", `opts := list(); if n > 0 { opts = append(opts, one()) }; return opts`, 2},
		{"returned on either branch", `if n > 0 { return list() }; return append(given, one())`, 0},
		{"returned from two places", `opts := append(list(), one()); if n > 0 { return opts }; return opts`, 2},
		{"returned as it came", `return both()`, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := w.Build(t, "example.com/p", source+"func f(n int, given []grpc.DialOption) (result []grpc.DialOption) { "+tt.body+"; return }")
			uses := options.New(unknown).Uses(p.Func(t, "f"))
			items := 0
			for _, use := range uses {
				items += len(use.Items)
			}
			if items != tt.items {
				t.Errorf("%d items, want %d", items, tt.items)
			}
		})
	}
}

func unknown(*types.Func) (options.Facts, bool) { return options.Facts{}, false }

func TestFacts(t *testing.T) {
	w := ssatest.NewWorld(t)
	w.Build(t, "google.golang.org/grpc", grpcSource)
	p := w.Build(t, "example.com/p", source)
	a := options.New(unknown)
	const unary, stream = "google.golang.org/grpc.WithUnaryInterceptor", "google.golang.org/grpc.WithStreamInterceptor"
	for name, want := range map[string][]string{
		"one": {unary}, "list": {stream, unary}, "fallible": {stream, unary}, "maybe": nil, "extend": {unary}, "dial": nil,
	} {
		var slots []string
		for _, part := range a.Facts(p.Func(t, name)).Results {
			slots = append(slots, part.Slots...)
		}
		if !slices.Equal(slots, want) {
			t.Errorf("%s: %q, want %q", name, slots, want)
		}
	}
	if sinks := a.Facts(p.Func(t, "dial")).Sinks; len(sinks) != 1 || sinks[0].Param != 0 || !slices.Equal(sinks[0].Slots, []string{unary}) {
		t.Errorf("dial: %+v", sinks)
	}
	if results := a.Facts(p.Func(t, "extend")).Results; len(results) != 1 || !slices.Equal(results[0].Params, []int{0}) {
		t.Errorf("extend: %+v", results)
	}
}
