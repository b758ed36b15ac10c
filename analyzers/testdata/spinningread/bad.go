package spinningread

import (
	"context"
	"log"
	"net"
	"os"
	"os/signal"

	"example.com/fixtures/spinningread/helper"
	"github.com/IBM/sarama"
	"github.com/gorilla/websocket"
	"github.com/redis/go-redis/v9"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
)

// LogsAndGoesOn does not see that its context has ended.
func LogsAndGoesOn(ctx context.Context, reader *kafka.Reader) {
	for {
		msg, err := reader.ReadMessage(ctx) // want `the loop calls reader.ReadMessage again after the end of its context: it fails at once for ever`
		if err != nil {
			log.Print("read: ", err)
			continue
		}
		log.Printf("%s", msg.Value)
	}
}

// Worker has a loop that no other way leaves than one that is never reached.
type Worker struct {
	reader *kafka.Reader
	seen   int
}

// NewWorker has a reader of its own.
func NewWorker(topic string) *Worker { return &Worker{reader: helper.NewReader(topic)} }

// Run fetches and commits.
func (w *Worker) Run(ctx context.Context) error {
	for {
		msg, err := w.reader.FetchMessage(ctx) // want `the loop calls w.reader.FetchMessage again after the end of its context`
		if err != nil {
			log.Print("fetch: ", err)
			continue
		}
		w.seen++
		if err := w.reader.CommitMessages(ctx, msg); err != nil {
			return err
		}
	}
}

// onlyWhenItWorks tests for success instead of for failure.
func onlyWhenItWorks(reader *kafka.Reader, stop <-chan struct{}) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-stop
		cancel()
	}()
	for {
		if msg, err := reader.ReadMessage(ctx); err == nil { // want `the loop calls reader.ReadMessage again after the end of its context`
			log.Printf("%s", msg.Value)
		} else {
			log.Print("read: ", err)
		}
	}
}

// untilSignalled is told to stop by the system.
func untilSignalled(topic string) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	reader := helper.NewReader(topic)
	defer reader.Close()
	work(ctx, reader)
}

func work(ctx context.Context, reader *kafka.Reader) {
	for {
		msg, err := reader.ReadMessage(ctx) // want `the loop calls reader.ReadMessage again after the end of its context`
		if err != nil {
			report("work", err)
			continue
		}
		log.Printf("%s", msg.Value)
	}
}

func report(what string, err error) { log.Printf("%s: %v", what, err) }

// feed is closed from outside, which its loop takes for one more failure.
type feed struct {
	reader *kafka.Reader
}

func newFeed(topic string) *feed { return &feed{reader: helper.NewReader(topic)} }

func (f *feed) Close() error { return f.reader.Close() }

func (f *feed) run() {
	for {
		msg, err := f.reader.ReadMessage(context.Background()) // want `the loop calls f.reader.ReadMessage again after it has been closed`
		if err != nil {
			log.Print("feed: ", err)
			continue
		}
		log.Printf("%s", msg.Value)
	}
}

// consumeForEver joins the group again and again.
func consumeForEver(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) {
	go func() {
		<-ctx.Done()
		group.Close()
	}()
	for {
		err := group.Consume(context.Background(), []string{"orders"}, handler) // want `the loop calls group.Consume again after it has been closed`
		if err != nil {
			log.Print("consume: ", err)
		}
	}
}

// Consume has nothing that looks at the context.
func Consume(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) error {
	for {
		if err := group.Consume(ctx, []string{"orders"}, handler); err != nil { // want `the loop calls group.Consume again after the end of its context`
			log.Print("consume: ", err)
		}
	}
}

// Poll takes what fetches there are.
func Poll(ctx context.Context, client *kgo.Client) {
	for {
		fetches := client.PollFetches(ctx) // want `the loop calls client.PollFetches again after the end of its context`
		fetches.EachError(func(topic string, _ int32, err error) {
			log.Printf("fetch %s: %v", topic, err)
		})
		fetches.EachRecord(func(r *kgo.Record) { log.Printf("%s", r.Value) })
	}
}

// chat reads from a connection that has gone.
func chat(conn *websocket.Conn) {
	for {
		_, msg, err := conn.ReadMessage() // want `the loop calls conn.ReadMessage again after it has failed: every error is final`
		if err != nil {
			log.Print("chat: ", err)
			continue
		}
		log.Printf("%s", msg)
	}
}

// server accepts until it is stopped, and then fails to.
type server struct {
	listener net.Listener
}

func listen() (*server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return &server{listener: listener}, nil
}

func (s *server) stop() { s.listener.Close() }

func (s *server) serve() {
	for {
		conn, err := s.listener.Accept() // want `the loop calls s.listener.Accept again after it has been closed`
		if err != nil {
			log.Print("accept: ", err)
			continue
		}
		go conn.Close()
	}
}

// news is a subscription that Close ends.
type news struct {
	sub *redis.PubSub
}

func subscribe(client *redis.Client, channel string) *news {
	return &news{sub: client.Subscribe(context.Background(), channel)}
}

func (n *news) Close() { _ = n.sub.Close() }

func (n *news) listen(ctx context.Context) {
	for {
		msg, err := n.sub.ReceiveMessage(ctx) // want `the loop calls n.sub.ReceiveMessage again after it has been closed`
		if err != nil {
			log.Print("news: ", err)
			continue
		}
		log.Print(msg.Payload)
	}
}
