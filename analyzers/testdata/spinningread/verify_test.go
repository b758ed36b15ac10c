package spinningread

import (
	"bytes"
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.com/fixtures/spinningread/helper"
	"github.com/IBM/sarama"
	"github.com/alicebob/miniredis/v2"
	"github.com/gorilla/websocket"
	"github.com/redis/go-redis/v9"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
)

const enough = 100 // lines of the log after the end that make a spin

// counter counts what the loops log, and ends the goroutine that goes on.
type counter struct{ lines atomic.Int32 }

func (c *counter) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte(": ")) && c.lines.Add(1) > enough {
		runtime.Goexit()
	}
	return len(p), nil
}

// spins runs a loop and reports whether it fails again and again.
func spins(run func()) bool {
	c := &counter{}
	log.SetOutput(c)
	defer log.SetOutput(os.Stderr)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { _ = recover() }() // a websocket panics in the end
		run()
	}()
	select {
	case <-done:
	case <-time.After(300 * time.Millisecond):
	}
	return c.lines.Load() > enough
}

// ended is a context that has ended.
func ended() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

type handler struct{}

func (handler) Setup(sarama.ConsumerGroupSession) error                                   { return nil }
func (handler) Cleanup(sarama.ConsumerGroupSession) error                                 { return nil }
func (handler) ConsumeClaim(sarama.ConsumerGroupSession, sarama.ConsumerGroupClaim) error { return nil }

// closedGroup is a consumer group, of a mock broker, that has been closed.
func closedGroup(t *testing.T) sarama.ConsumerGroup {
	sarama.Logger = log.New(io.Discard, "", 0)
	broker := sarama.NewMockBroker(t, 1)
	t.Cleanup(broker.Close)
	broker.SetHandlerByMap(map[string]sarama.MockResponse{
		"MetadataRequest": sarama.NewMockMetadataResponse(t).SetBroker(broker.Addr(), broker.BrokerID()),
	})
	config := sarama.NewConfig()
	config.ApiVersionsRequest = false
	group, err := sarama.NewConsumerGroup([]string{broker.Addr()}, "shop", config)
	if err != nil {
		t.Fatal(err)
	}
	group.Close()
	return group
}

func poller(t *testing.T) *kgo.Client {
	client, err := kgo.NewClient(kgo.SeedBrokers("127.0.0.1:1"), kgo.ConsumeTopics("orders"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// gone is a connection whose other end has left.
func gone(t *testing.T) *websocket.Conn {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		upgrader := websocket.Upgrader{}
		if conn, err := upgrader.Upgrade(w, r, nil); err == nil {
			conn.Close()
		}
	}))
	t.Cleanup(server.Close)
	conn, _, err := websocket.DefaultDialer.Dial(strings.Replace(server.URL, "http", "ws", 1), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func reader(t *testing.T) *kafka.Reader {
	r := helper.NewReader("orders")
	t.Cleanup(func() { r.Close() })
	return r
}

type source struct {
	name string
	safe bool // has a safe fix
	run  func()
}

// TestVerify counts what the loops log once their source has ended.
func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, l := range badLoops(t) {
		if got, want := spins(l.run), !(fixed && l.safe); got != want {
			t.Errorf("%s: spins: %v, want %v", l.name, got, want)
		}
	}
	for _, l := range goodLoops(t) {
		if spins(l.run) {
			t.Errorf("%s: spins", l.name)
		}
	}
}

func badLoops(t *testing.T) []source {
	w := NewWorker("orders")
	f := newFeed("orders")
	_ = f.Close()
	s, err := listen()
	if err != nil {
		t.Fatal(err)
	}
	s.stop()
	broker := miniredis.RunT(t)
	n := subscribe(redis.NewClient(&redis.Options{Addr: broker.Addr()}), "news")
	n.Close()
	stop := make(chan struct{})
	close(stop)
	group := closedGroup(t)
	return []source{
		{"LogsAndGoesOn", true, func() { LogsAndGoesOn(ended(), reader(t)) }},
		{"Worker", true, func() { _ = w.Run(ended()) }},
		{"onlyWhenItWorks", true, func() { onlyWhenItWorks(reader(t), stop) }},
		{"work", true, func() { work(ended(), reader(t)) }},
		{"feed", false, f.run},
		{"consumeForEver", false, func() { consumeForEver(context.Background(), group, handler{}) }},
		{"Poll", true, func() { Poll(ended(), poller(t)) }},
		{"chat", true, func() { chat(gone(t)) }},
		{"server", false, s.serve},
		{"news", false, func() { n.listen(context.Background()) }},
	}
}

func goodLoops(t *testing.T) []source {
	group := closedGroup(t)
	g := &gate{listener: closedListener(t)}
	return []source{
		{"ReturnsTheError", false, func() { _ = ReturnsTheError(ended(), reader(t)) }},
		{"LooksAtTheContext", false, func() { LooksAtTheContext(ended(), reader(t)) }},
		{"SelectsAtTheTop", false, func() { SelectsAtTheTop(ended(), reader(t)) }},
		{"WhileAlive", false, func() { WhileAlive(ended(), reader(t)) }},
		{"KnowsFinalErrors", false, func() { KnowsFinalErrors(ended(), reader(t)) }},
		{"GivesUp", false, func() { GivesUp(ended(), reader(t)) }},
		{"ConsumeTillTheEnd", false, func() { ConsumeTillTheEnd(context.Background(), group, handler{}) }},
		{"PollTillClosed", false, func() { PollTillClosed(ended(), poller(t)) }},
		{"chatTillGone", false, func() { chatTillGone(gone(t)) }},
		{"gate", false, g.serve},
	}
}

func closedListener(t *testing.T) net.Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	return listener
}
