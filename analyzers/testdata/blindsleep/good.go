package blindsleep

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"example.com/fixtures/blindsleep/helper"
)

// watchful waits for both.
func watchful(ctx context.Context, peer *helper.Peer, msg string) error {
	for attempt := range 10 {
		if err := peer.Send(msg); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond << attempt):
		}
	}
	return helper.ErrDown
}

// asked asks once a turn.
func asked(ctx context.Context, peer *helper.Peer, pause time.Duration) error {
	for ctx.Err() == nil && !peer.Ready() {
		time.Sleep(pause)
	}
	return ctx.Err()
}

// failing leaves when the call that has the context fails.
func failing(ctx context.Context, peer *helper.Peer, pause time.Duration) error {
	for !peer.Ready() {
		if err := peer.SendContext(ctx, "hello"); err != nil {
			return err
		}
		time.Sleep(pause)
	}
	return nil
}

// selective leaves when it is not worth another attempt.
func selective(ctx context.Context, peer *helper.Peer, pause time.Duration) error {
	for {
		err := peer.SendContext(ctx, "hello")
		if err == nil || !errors.Is(err, helper.ErrDown) {
			return err
		}
		time.Sleep(pause)
	}
}

// stoppable has a channel that ends it.
func stoppable(ctx context.Context, peer *helper.Peer, stop <-chan struct{}) {
	_ = peer.SendContext(ctx, "begin")
	for {
		select {
		case <-stop:
			return
		default:
		}
		_ = peer.Send("alive")
		time.Sleep(time.Second)
	}
}

// fed waits for its work.
func fed(ctx context.Context, peer *helper.Peer, work <-chan string) {
	_ = peer.SendContext(ctx, "begin")
	for msg := range work {
		_ = peer.Send(msg)
		time.Sleep(time.Second)
	}
}

// jitter hardly sleeps.
func jitter(_ context.Context, ctx context.Context, peer *helper.Peer) error {
	for !peer.Ready() && peer.Tries < 10 {
		time.Sleep(5 * time.Millisecond)
	}
	return peer.SendContext(ctx, "hello")
}

// soonOver sleeps for less than a second in all.
func soonOver(ctx context.Context, peer *helper.Peer) error {
	for i := 0; i < 3; i++ {
		if peer.Ready() {
			return nil
		}
		time.Sleep(200 * time.Millisecond)
	}
	return peer.SendContext(ctx, "hello")
}

// once sleeps, but in no loop.
func once(ctx context.Context, peer *helper.Peer) error {
	time.Sleep(100 * time.Millisecond)
	return peer.SendContext(ctx, "hello")
}

// unnamed has no use for its context.
func unnamed(_ context.Context, peer *helper.Peer, pause time.Duration) {
	for !peer.Ready() && peer.Tries < 3 {
		time.Sleep(pause)
	}
}

// afterwards has waited for the end, and closes down.
func afterwards(ctx context.Context, peer *helper.Peer, pause time.Duration) {
	<-ctx.Done()
	for !peer.Ready() && peer.Tries < 3 {
		time.Sleep(pause)
	}
}

// apart has a goroutine of its own that does not care.
func apart(ctx context.Context, peer *helper.Peer, pause time.Duration) error {
	go func() {
		for peer.Ready() {
			time.Sleep(pause)
		}
	}()
	return peer.SendContext(ctx, "hello")
}

// detached says that it goes on.
func detached(ctx context.Context, peer *helper.Peer, pause time.Duration) {
	ctx = context.WithoutCancel(ctx)
	for peer.SendContext(ctx, "bye") != nil && peer.Tries < 3 {
		time.Sleep(pause)
	}
}

// command is run by a person.
func command(cmd *cobra.Command, peer *helper.Peer, pause time.Duration) {
	for !peer.Ready() {
		cmd.Println("waiting")
		time.Sleep(pause)
	}
}

// clock is the user's own.
type clock interface{ Sleep(time.Duration) }

func clocked(ctx context.Context, peer *helper.Peer, c clock) error {
	for !peer.Ready() {
		c.Sleep(time.Second)
	}
	return peer.SendContext(ctx, "hello")
}

// client keeps a context.
type client struct {
	ctx  context.Context
	peer *helper.Peer
}

func (c *client) await(pause time.Duration) {
	for !c.peer.Ready() {
		time.Sleep(pause)
	}
}

// simulate is the only one to call pace, with a context that nothing ends.
func simulate(peer *helper.Peer, pause time.Duration) {
	pace(context.WithValue(context.Background(), key{}, "simulated"), peer, pause)
}

type key struct{}

func pace(ctx context.Context, peer *helper.Peer, pause time.Duration) {
	for range 100 {
		_ = peer.SendContext(ctx, "hello")
		time.Sleep(pause)
	}
}

// conforms is a test that others run: its handler plays one that is slow.
func conforms(t *testing.T, peer *helper.Peer, pause time.Duration) {
	handle := func(ctx context.Context) {
		for !peer.Ready() {
			time.Sleep(pause)
			t.Log(ctx)
		}
	}
	handle(t.Context())
}
