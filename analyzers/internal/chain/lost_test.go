package chain_test

import (
	"fmt"
	"slices"
)

type test struct{ name, source string }

var lostTests = slices.Concat(libraryTests, []test{
	httpTest("error edge spelled as a switch", `
		switch err := check(r); {
		case err != nil:
			w.WriteHeader(400)
			return
		}
		next.ServeHTTP(w, r)`),
	httpTest("correlated conditions", `
		ok := r.Host != ""
		if ok {
			next.ServeHTTP(w, r)
		}
		if !ok {
			return // lost
		}`),
	httpTest("flag set where next is called", `
		served := false
		if r.Host != "" {
			next.ServeHTTP(w, r)
			served = true
		}
		if served {
			return
		}
		w.WriteHeader(404)`),
	httpTest("labelled continue around next", `
	hosts:
		for _, host := range []string{"a", "b"} {
			for range 2 {
				if host == r.Host {
					continue hosts
				}
			}
			next.ServeHTTP(w, r)
			return
		}
		return // lost`),
	httpTest("loop that retries next", `
		for _, host := range []string{"a", "b"} {
			r.Host = host
			next.ServeHTTP(w, r)
		}`),
	httpTest("select on something else", `
		select {
		case <-make(chan int):
			return // lost
		case <-r.Context().Done():
			return
		default:
			next.ServeHTTP(w, r)
		}`),
	httpTest("method value", `
		serve := next.ServeHTTP
		defer serve(w, r)
		return`),
	httpTest("range over a function", `
		for host := range func(yield func(string) bool) { yield("a") } {
			if host == r.Host {
				next.ServeHTTP(w, r)
			}
		}`),
	httpTest("panic and recover", `
		defer func() {
			if v := recover(); v != nil {
				http.Error(w, "", 500)
			}
		}()
		if r.Host == "" {
			panic("no host")
		}
		if r.URL == nil {
			return // lost
		}
		next.ServeHTTP(w, r)`),
	httpTest("deferred answer", `
		defer func() { http.Error(w, "", 500) }()
		if r.Host == "" {
			return
		}
		next.ServeHTTP(w, r)`),
	httpTest("deferred closure that only looks", `
		rec := record(w)
		defer func() { println(rec.status, rec.code()) }()
		if r.Host == "" {
			return // lost
		}
		next.ServeHTTP(rec, r)`),
	httpTest("closure that answers", `
		rec := record(w)
		fail := func() { rec.WriteHeader(500) }
		if r.Host == "" {
			fail()
			return
		}
		next.ServeHTTP(rec, r)`),
	httpTest("helper that only looks", `
		if !prefers(w, r) {
			return // lost
		}
		next.ServeHTTP(w, r)`),
	httpTest("helper that answers", `
		if !rejects(record(w), r) {
			return
		}
		next.ServeHTTP(w, r)`),
	httpTest("goto", `
		if r.Host == "" {
			goto end
		}
		next.ServeHTTP(w, r)
		return
	end:
		return // lost`),
	httpTest("sink in a variable", `
		out := w
		if r.Host == "" {
			out = nil
			return // lost
		}
		next.ServeHTTP(out, r)`),
})

// httpTest puts statements into the body of a net/http middleware.
func httpTest(name, body string) test {
	return test{name, fmt.Sprintf(`package p
import "net/http"
func check(*http.Request) error { return nil }
type recorder struct { http.ResponseWriter; status int }
func record(w http.ResponseWriter) *recorder { return &recorder{ResponseWriter: w} }
func (r *recorder) code() int { return r.status }
func prefers(w http.ResponseWriter, r *http.Request) bool { return w != nil && r.Host == "" }
func rejects(w http.ResponseWriter, r *http.Request) bool { w.WriteHeader(400); return true }
func middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {%s
	})
}`, body)}
}

var libraryTests = []test{
	{"kitex", `package p
import ("context"; "github.com/cloudwego/kitex/pkg/endpoint")
func middleware(next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, req, resp any) error {
		if req == nil {
			return nil // lost
		}
		if resp, ok := resp.(*string); ok {
			*resp = "cached"
			return nil
		}
		return next(ctx, req, resp)
	}
}`},
	{"go-micro handler", `package p
import ("context"; "go-micro.dev/v5/server")
func wrapper(h server.HandlerFunc) server.HandlerFunc {
	return func(ctx context.Context, req server.Request, rsp any) error {
		if req.Method() == "" {
			return nil // lost
		}
		return h(ctx, req, rsp)
	}
}`},
	{"go-micro subscribers may drop", `package p
import ("context"; "go-micro.dev/v5/server")
func wrapper(next server.SubscriberFunc) server.SubscriberFunc {
	return func(ctx context.Context, msg server.Message) error {
		if msg.Topic() == "" {
			return nil
		}
		return next(ctx, msg)
	}
}`},
	{"go-micro call", `package p
import ("context"; "go-micro.dev/v5/client"; "go-micro.dev/v5/registry")
func wrapper(next client.CallFunc) client.CallFunc {
	return func(ctx context.Context, node *registry.Node, req client.Request, rsp any, opts client.CallOptions) error {
		if node == nil {
			return nil // lost
		}
		return next(ctx, node, req, rsp, opts)
	}
}`},
	{"aliases and named results", `package p
import ("context"; "github.com/cloudwego/kitex/pkg/endpoint")
type step = endpoint.Endpoint
func middleware(next step) (wrapped step) {
	wrapped = func(ctx context.Context, req, resp interface{}) (err error) {
		defer func() { println(err == nil) }()
		if req == nil {
			err = ctx.Err()
			return
		}
		if ctx == nil {
			return // lost
		}
		err = next(ctx, req, resp)
		return
	}
	return
}`},
	{"error mapped by a defer", `package p
import ("context"; "errors"; "github.com/cloudwego/kitex/pkg/endpoint")
func middleware(next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, req, resp any) (err error) {
		defer func() {
			if err != nil {
				err = errors.Join(err, ctx.Err())
			}
		}()
		if req == nil {
			return nil // lost
		}
		return next(ctx, req, resp)
	}
}`},
	{"error set by a defer", `package p
import ("context"; "github.com/cloudwego/kitex/pkg/endpoint")
func middleware(next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, req, resp any) (err error) {
		defer func() { err = ctx.Err() }()
		if req == nil {
			return nil
		}
		return next(ctx, req, resp)
	}
}`},
	{"error set by a defer further down", `package p
import ("context"; "github.com/cloudwego/kitex/pkg/endpoint")
func middleware(next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, req, resp any) (err error) {
		if req == nil {
			return nil // lost
		}
		defer func() { err = ctx.Err() }()
		if ctx == nil {
			return nil
		}
		return next(ctx, req, resp)
	}
}`},
	{"error set in functions", `package p
import ("context"; "errors"; "github.com/cloudwego/kitex/pkg/endpoint")
func caught(errp *error) { if r := recover(); r != nil { set(errp) } }
func set(errp *error) { *errp = errors.New("failed") }
func look(errp *error) { println(*errp == nil) }
func middleware(next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, req, resp any) (err error) {
		defer caught(&err)
		defer func() {
			if r := recover(); r != nil {
				set(&err)
			}
			look(&err)
		}()
		if req == nil {
			return nil // lost
		}
		if resp == nil {
			defer set(&err)
			return nil
		}
		return next(ctx, req, resp)
	}
}`},
	{"error given to an unknown function", `package p
import ("context"; "github.com/cloudwego/kitex/pkg/endpoint")
func middleware(next endpoint.Endpoint, check func(*error)) endpoint.Endpoint {
	return func(ctx context.Context, req, resp any) (err error) {
		defer check(&err)
		if req == nil {
			return nil
		}
		return next(ctx, req, resp)
	}
}`},
	{"generic constructor", `package p
import ("context"; "github.com/cloudwego/kitex/pkg/endpoint")
func middleware[T any](next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, req, resp any) error {
		if _, ok := req.(T); !ok {
			return nil // lost
		}
		return next(ctx, req, resp)
	}
}`},
	{"next captured behind the exit", `package p
import "net/http"
func handle(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
	if r.Host == "" {
		return // lost
	}
	func() { next(w, r) }()
}`},
	{"next captured before the exit", `package p
import "net/http"
func handle(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
	serve := func() { next(w, r) }
	if r.Host == "" {
		return
	}
	serve()
}`},
	{"next replaced", `package p
import "net/http"
func handle(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
	inner := next
	next = func(w http.ResponseWriter, r *http.Request) { inner(w, r) }
	if r.Host == "" {
		return
	}
	next(w, r)
}`},
	{"two handlers and no next", `package p
import ("context"; "github.com/cloudwego/kitex/pkg/endpoint")
func either(a, b endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, req, resp any) error {
		if req == nil {
			return nil
		}
		return a(ctx, req, resp)
	}
}`},
}
