package earlycommit

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"example.com/fixtures/earlycommit/helper"
	"example.com/fixtures/earlycommit/late"
	"github.com/IBM/sarama"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
)

// broker starts a broker that has one order.
func broker(t *testing.T) string {
	t.Helper()
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(1, "orders"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	addr := cluster.ListenAddrs()[0]
	producer, err := kgo.NewClient(kgo.SeedBrokers(addr), kgo.DefaultProduceTopic("orders"))
	if err != nil {
		t.Fatal(err)
	}
	defer producer.Close()
	if err := producer.ProduceSync(t.Context(), kgo.StringRecord("first")).FirstErr(); err != nil {
		t.Fatal(err)
	}
	return addr
}

// consume runs a consumer of kafka-go, the first time while the store is down,
// and reports whether the order is saved when it is started again.
func consume(t *testing.T, run func(*consumer, context.Context) error) bool {
	t.Helper()
	addr, store := broker(t), &helper.Store{Down: true}
	for range 2 {
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		c := newConsumer(addr, store)
		err := run(c, ctx)
		cancel()
		c.reader.Close()
		if store.Down && !errors.Is(err, helper.ErrDown) {
			t.Fatalf("the first run: %v", err)
		}
		store.Down = false
	}
	return len(store.Saved) > 0
}

// readThenCommitted reads with ReadMessage and commits what has been saved.
func readThenCommitted(c *consumer, ctx context.Context) error {
	msg, err := late.Next(ctx, c.reader)
	if err != nil {
		return err
	}
	if err := c.store.Save(ctx, msg.Value); err != nil {
		return err
	}
	return msg.Commit(ctx)
}

// claim runs a consumer group of sarama likewise.
func claim(t *testing.T, handle func(*consumer) func(sarama.ConsumerGroupSession, sarama.ConsumerGroupClaim) error) bool {
	t.Helper()
	addr, store := broker(t), &helper.Store{Down: true}
	for range 2 {
		config := sarama.NewConfig()
		config.Consumer.Offsets.Initial = sarama.OffsetOldest
		group, err := sarama.NewConsumerGroup([]string{addr}, "billing", config)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 700*time.Millisecond)
		if err := group.Consume(ctx, []string{"orders"}, claimer{handle(&consumer{store: store})}); err != nil {
			t.Error(err)
		}
		cancel()
		group.Close()
		store.Down = false
	}
	return len(store.Saved) > 0
}

// claimer consumes a claim with a function.
type claimer struct {
	claim func(sarama.ConsumerGroupSession, sarama.ConsumerGroupClaim) error
}

func (claimer) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (claimer) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (c claimer) ConsumeClaim(s sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	return c.claim(s, claim)
}

func markedBehind(c *consumer) func(sarama.ConsumerGroupSession, sarama.ConsumerGroupClaim) error {
	return func(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
		for msg := range claim.Messages() {
			if err := c.store.Save(session.Context(), msg.Value); err != nil {
				return err
			}
			session.MarkMessage(msg, "")
		}
		return nil
	}
}

// TestVerify starts consumers while a store is down, and again when it is up.
func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, tt := range []struct {
		name  string
		saved func(t *testing.T) bool
		want  bool
	}{
		{"committed before", func(t *testing.T) bool { return consume(t, (*consumer).committedBeforeSaved) }, fixed},
		{"read commits", func(t *testing.T) bool { return consume(t, (*consumer).readCommits) }, false},
		{"read, then committed", func(t *testing.T) bool { return consume(t, readThenCommitted) }, fixed},
		{"committed behind", func(t *testing.T) bool { return consume(t, (*consumer).committedBehind) }, true},
		{"marked before", func(t *testing.T) bool {
			return claim(t, func(c *consumer) func(sarama.ConsumerGroupSession, sarama.ConsumerGroupClaim) error {
				return c.ConsumeClaim
			})
		}, false},
		{"marked behind", func(t *testing.T) bool { return claim(t, markedBehind) }, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.saved(t); got != tt.want {
				t.Errorf("saved when started again: %t, not %t", got, tt.want)
			}
		})
	}
}
