package blindsleep

import (
	"context"
	"net/http"
	"time"

	"example.com/fixtures/blindsleep/helper"
)

// retry tries ten times, with more and more time in between.
func retry(ctx context.Context, peer *helper.Peer, msg string) error {
	var err error
	for attempt := range 10 {
		if err = peer.Send(msg); err == nil {
			return nil
		}
		time.Sleep(20 * time.Millisecond << attempt) // want `the loop sleeps without looking at ctx: it goes on when the caller has given up`
	}
	return err
}

// await polls until the peer is ready.
func await(ctx context.Context, peer *helper.Peer) (string, error) {
	for !peer.Ready() {
		time.Sleep(200 * time.Millisecond) // want `the loop sleeps without looking at ctx`
		if peer.Tries > 3 {
			return "", helper.ErrDown
		}
	}
	return "ready", nil
}

// serve waits in a handler.
func serve(peer *helper.Peer) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for range 10 {
			if peer.Ready() {
				return
			}
			<-time.After(100 * time.Millisecond) // want `the loop sleeps without looking at r.Context\(\)`
		}
	}
}

// retryContext hands the context on, and tries again whatever has happened.
func retryContext(ctx context.Context, peer *helper.Peer, pause time.Duration) error {
	tctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for range 5 {
		if err := peer.SendContext(tctx, "hello"); err == nil {
			return nil
		}
		time.Sleep(pause) // want `the loop sleeps without looking at tctx`
	}
	return helper.ErrDown
}

// thrice makes three attempts only.
func thrice(ctx context.Context, peer *helper.Peer) error {
	for range 3 {
		if err := peer.Send("hello"); err == nil {
			return nil
		}
		time.Sleep(400 * time.Millisecond) // want `the loop sleeps without looking at ctx`
	}
	return helper.ErrDown
}

// report sends for ever in a goroutine that has the context.
func report(ctx context.Context, peer *helper.Peer, pause time.Duration) {
	go func() {
		for {
			_ = peer.SendContext(ctx, "alive")
			time.Sleep(pause) // want `the loop sleeps without looking at ctx`
		}
	}()
}
