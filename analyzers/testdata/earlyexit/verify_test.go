package main

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"example.com/fixtures/earlyexit/helper"
)

// answers calls f while a request is being answered, ends its context, and
// returns whether the answer was complete when f returned.
func answers(t *testing.T, f func(context.Context, *http.Server) error) bool {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	entered, answered, listening := make(chan struct{}), make(chan struct{}), make(chan string, 1)
	srv := &http.Server{
		Addr: "127.0.0.1:0",
		Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			close(entered)
			time.Sleep(100 * time.Millisecond)
			close(answered)
		}),
		BaseContext: func(l net.Listener) context.Context {
			listening <- l.Addr().String()
			return context.Background()
		},
	}
	returned := make(chan bool)
	go func() {
		if err := f(ctx, srv); err != nil {
			t.Error(err)
		}
		select {
		case <-answered:
			returned <- true
		default:
			returned <- false
		}
	}()
	go http.Get("http://" + <-listening)
	<-entered
	cancel()
	return <-returned
}

// TestVerify shuts servers down while they answer a request.
func TestVerify(t *testing.T) {
	for name, f := range map[string]func(context.Context, *http.Server) error{"run": run, "helper.Run": helper.Run} {
		if answers(t, f) {
			t.Errorf("%s waits for the answer", name)
		}
	}
	if !answers(t, helper.RunAll) {
		t.Error("helper.RunAll does not wait for the answer")
	}
}

// TestVerifyProcess ends a process that serves, in the middle of an answer.
func TestVerifyProcess(t *testing.T) {
	if os.Getenv("EARLYEXIT_SERVES") != "" {
		ctx, cancel := context.WithCancel(context.Background())
		entered := make(chan struct{})
		srv := &http.Server{Addr: "127.0.0.1:0", BaseContext: func(l net.Listener) context.Context {
			go http.Get("http://" + l.Addr().String())
			return context.Background()
		}}
		srv.Handler = http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			close(entered)
			time.Sleep(200 * time.Millisecond)
			println("answered")
		})
		go func() { <-entered; cancel() }()
		fatal(ctx, srv)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestVerifyProcess$")
	child.Env = append(os.Environ(), "EARLYEXIT_SERVES=1")
	out, err := child.CombinedOutput()
	if err == nil || strings.Contains(string(out), "answered") || !strings.Contains(string(out), "Server closed") {
		t.Errorf("%v, %s", err, out)
	}
}
