package spinningread

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log"
	"net"
	"os"
	"time"

	"example.com/fixtures/spinningread/helper"
	"github.com/IBM/sarama"
	"github.com/gorilla/websocket"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
)

// ReturnsTheError leaves whatever it is.
func ReturnsTheError(ctx context.Context, reader *kafka.Reader) error {
	for {
		msg, err := reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		log.Printf("%s", msg.Value)
	}
}

// LooksAtTheContext tests it where the read has failed.
func LooksAtTheContext(ctx context.Context, reader *kafka.Reader) {
	for {
		msg, err := reader.ReadMessage(ctx)
		if err != nil {
			if ctx.Err() != nil {
				return
			}
			log.Print("read: ", err)
			continue
		}
		log.Printf("%s", msg.Value)
	}
}

// SelectsAtTheTop leaves before it reads.
func SelectsAtTheTop(ctx context.Context, reader *kafka.Reader) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
		}
		msg, err := reader.ReadMessage(ctx)
		if err != nil {
			log.Print("read: ", err)
			continue
		}
		log.Printf("%s", msg.Value)
	}
}

// WhileAlive has the test in the head of the loop.
func WhileAlive(ctx context.Context, reader *kafka.Reader) {
	for ctx.Err() == nil {
		if _, err := reader.ReadMessage(ctx); err != nil {
			log.Print("read: ", err)
		}
	}
}

// KnowsFinalErrors asks for them by name.
func KnowsFinalErrors(ctx context.Context, reader *kafka.Reader) {
	for {
		_, err := reader.FetchMessage(ctx)
		if errors.Is(err, context.Canceled) || errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			log.Print("fetch: ", err)
			continue
		}
	}
}

// Sleeps before it tries again: it does not end, nor does it spin.
func Sleeps(ctx context.Context, reader *kafka.Reader) {
	for {
		if _, err := reader.ReadMessage(ctx); err != nil {
			log.Print("read: ", err)
			time.Sleep(time.Millisecond)
			continue
		}
	}
}

// BacksOff waits in another package.
func BacksOff(ctx context.Context, reader *kafka.Reader) {
	failures := 0
	for {
		if _, err := reader.ReadMessage(ctx); err != nil {
			failures++
			helper.Backoff(failures)
			continue
		}
		failures = 0
	}
}

// Rests waits in a function of this package.
func Rests(ctx context.Context, reader *kafka.Reader) {
	for {
		if _, err := reader.ReadMessage(ctx); err != nil {
			rest(err)
			continue
		}
	}
}

func rest(err error) {
	log.Print("read: ", err)
	<-time.After(time.Millisecond)
}

// Dies ends the process.
func Dies(ctx context.Context, reader *kafka.Reader) {
	for {
		if _, err := reader.ReadMessage(ctx); err != nil {
			helper.Die(err)
		}
	}
}

// GivesUp counts.
func GivesUp(ctx context.Context, reader *kafka.Reader) {
	for failures := 0; failures < 10; {
		if _, err := reader.ReadMessage(ctx); err != nil {
			failures++
			continue
		}
	}
}

// AsksTheCaller what to do.
func AsksTheCaller(ctx context.Context, reader *kafka.Reader, failed func(error)) {
	for {
		if _, err := reader.ReadMessage(ctx); err != nil {
			failed(err)
			continue
		}
	}
}

// inBackground has a context that never ends and a reader that is never
// closed: what fails is tried again by the library, with pauses.
func inBackground(topic string) {
	reader := helper.NewReader(topic)
	defer reader.Close()
	for {
		msg, err := reader.ReadMessage(context.Background())
		if err != nil {
			log.Print("read: ", err)
			continue
		}
		log.Printf("%s", msg.Value)
	}
}

// tillTheEnd cancels its context when it returns, which it does not.
func tillTheEnd(reader *kafka.Reader) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for {
		msg, err := reader.ReadMessage(ctx)
		if err != nil {
			log.Print("read: ", err)
			continue
		}
		log.Printf("%s", msg.Value)
	}
}

// startsLoop hands a context on that nobody ends.
func startsLoop(reader *kafka.Reader) { go loop(context.Background(), reader) }

func loop(ctx context.Context, reader *kafka.Reader) {
	for {
		if _, err := reader.ReadMessage(ctx); err != nil {
			log.Print("read: ", err)
			continue
		}
	}
}

// inTurns gives each read a time of its own.
func inTurns(reader *kafka.Reader) {
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		_, err := reader.ReadMessage(ctx)
		cancel()
		if err != nil {
			continue
		}
	}
}

// OpensAgain makes a new reader when one has failed.
func OpensAgain(ctx context.Context, topic string) {
	reader := helper.NewReader(topic)
	for {
		if _, err := reader.ReadMessage(ctx); err != nil {
			reader.Close()
			reader = helper.NewReader(topic)
			continue
		}
	}
}

// ConsumeTillTheEnd is what sarama's documentation says.
func ConsumeTillTheEnd(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) {
	for {
		if err := group.Consume(ctx, []string{"orders"}, handler); err != nil {
			if errors.Is(err, sarama.ErrClosedConsumerGroup) {
				return
			}
			log.Print("consume: ", err)
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// PollTillClosed asks the fetches.
func PollTillClosed(ctx context.Context, client *kgo.Client) {
	for {
		fetches := client.PollFetches(ctx)
		if fetches.IsClientClosed() || ctx.Err() != nil {
			return
		}
		fetches.EachRecord(func(r *kgo.Record) { log.Printf("%s", r.Value) })
	}
}

// PollOrPanic takes no error for small.
func PollOrPanic(ctx context.Context, client *kgo.Client) {
	for {
		fetches := client.PollFetches(ctx)
		fetches.EachError(func(_ string, _ int32, err error) { panic(err) })
		fetches.EachRecord(func(r *kgo.Record) { log.Printf("%s", r.Value) })
	}
}

// chatTillGone leaves with the connection.
func chatTillGone(conn *websocket.Conn) {
	for {
		_, msg, err := conn.ReadMessage()
		if err != nil {
			return
		}
		log.Printf("%s", msg)
	}
}

// anyJSON goes on: one bad message is no broken connection.
func anyJSON(conn *websocket.Conn) {
	for {
		var order struct{ ID string }
		if err := conn.ReadJSON(&order); err != nil {
			log.Print("json: ", err)
			continue
		}
		log.Print(order.ID)
	}
}

// acceptAlways has a listener that nobody closes.
func acceptAlways(listener net.Listener) {
	defer listener.Close()
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Print("accept: ", err)
			continue
		}
		go conn.Close()
	}
}

// gate knows what a closed listener says.
type gate struct{ listener net.Listener }

func (g *gate) Close() { g.listener.Close() }

func (g *gate) serve() {
	for {
		conn, err := g.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			log.Print("accept: ", err)
			continue
		}
		go conn.Close()
	}
}

// follow waits for more of a file: its end may pass.
func follow(file *os.File) {
	lines := bufio.NewReader(file)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			continue
		}
		log.Print(line)
	}
}
