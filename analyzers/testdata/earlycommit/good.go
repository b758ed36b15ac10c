package earlycommit

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"sync"

	"example.com/fixtures/earlycommit/helper"
	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
)

func (c *consumer) committedBehind(ctx context.Context) error {
	for {
		msg, err := c.reader.FetchMessage(ctx)
		if err != nil {
			return err
		}
		if err := c.store.Save(ctx, msg.Value); err != nil {
			return err
		}
		if err := c.reader.CommitMessages(ctx, msg); err != nil {
			return err
		}
	}
}

// What can not be decoded never will be: it is logged, and passed over.
func (c *consumer) poisonSkipped(ctx context.Context) error {
	for {
		msg, err := c.reader.FetchMessage(ctx)
		if err != nil {
			return err
		}
		var o order
		if err := json.Unmarshal(msg.Value, &o); err != nil {
			log.Printf("poison at %d: %v", msg.Offset, err)
			c.commit(ctx, msg)
			continue
		}
		if err := c.bill(ctx, o); err != nil {
			return err
		}
		c.commit(ctx, msg)
	}
}

// countedOnce counts messages at most once: a few that are missing do no harm.
func (c *consumer) countedOnce(ctx context.Context) error {
	for {
		msg, err := c.reader.FetchMessage(ctx)
		if err != nil {
			return err
		}
		if err := c.reader.CommitMessages(ctx, msg); err != nil {
			return err
		}
		if err := c.store.Save(ctx, msg.Value); err != nil {
			return err
		}
	}
}

func (c *consumer) metricsOnly(ctx context.Context) error {
	for {
		msg, err := c.reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		helper.Count(msg)
		_ = c.store.Save(ctx, msg.Key)
	}
}

func (c *consumer) deadLetter(ctx context.Context, dead *kafka.Writer) error {
	for {
		msg, err := c.reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		if err := c.store.Save(ctx, msg.Value); err != nil {
			log.Printf("saving %s: %v", msg.Key, err)
			if err := dead.WriteMessages(ctx, kafka.Message{Key: msg.Key, Value: msg.Value}); err != nil {
				return err
			}
		}
	}
}

func (c *consumer) retryQueue(session sarama.ConsumerGroupSession, msg *sarama.ConsumerMessage, later chan<- *sarama.ConsumerMessage) {
	session.MarkMessage(msg, "")
	if err := c.store.Save(session.Context(), msg.Value); err != nil {
		later <- msg
	}
}

func (c *consumer) heldInMemory(session sarama.ConsumerGroupSession, msg *sarama.ConsumerMessage, later map[int64]*sarama.ConsumerMessage) {
	session.MarkMessage(msg, "")
	if err := c.store.Save(session.Context(), msg.Value); err != nil {
		later[msg.Offset] = msg
	}
}

func (c *consumer) retriedInCallee(ctx context.Context) error {
	for {
		msg, err := c.reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		if err := c.store.SaveWithRetry(ctx, msg.Value); err != nil {
			return err
		}
	}
}

func (c *consumer) retriedHere(ctx context.Context) error {
	for {
		msg, err := c.reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		for {
			if err := c.store.Save(ctx, msg.Value); err == nil {
				break
			}
		}
	}
}

func (c *consumer) batchMarked(ctx context.Context, batch []kafka.Message) error {
	if err := c.reader.CommitMessages(ctx, batch...); err != nil {
		return err
	}
	for _, msg := range batch {
		if err := c.handler.Handle(ctx, msg); err != nil {
			return err
		}
	}
	return nil
}

// The batch is written later, and is acknowledged then.
func (c *consumer) collected(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	var batch []*sarama.ConsumerMessage
	for msg := range claim.Messages() {
		batch = append(batch, msg)
		if len(batch) < 100 {
			continue
		}
		if err := c.saveAll(session.Context(), batch); err != nil {
			return err
		}
		session.MarkMessage(msg, "")
		batch = batch[:0]
	}
	return nil
}

func (c *consumer) saveAll(ctx context.Context, batch []*sarama.ConsumerMessage) error {
	for _, msg := range batch {
		if err := c.store.Save(ctx, msg.Value); err != nil {
			return err
		}
	}
	return nil
}

func (c *consumer) committedOnBranch(ctx context.Context, msg kafka.Message, seen bool) error {
	if seen {
		c.commit(ctx, msg)
	}
	return c.handler.Handle(ctx, msg)
}

func (c *consumer) onlyChecked(ctx context.Context, msg kafka.Message) error {
	c.commit(ctx, msg)
	if err := validate(msg); err != nil {
		return fmt.Errorf("order: %w", err)
	}
	return nil
}

func validate(msg kafka.Message) error {
	if len(msg.Value) == 0 {
		return helper.ErrDown
	}
	return nil
}

// What follows concerns where the message stood, not what it says.
func (c *consumer) positionOnly(session sarama.ConsumerGroupSession, msg *sarama.ConsumerMessage) error {
	session.MarkMessage(msg, "")
	return c.lag(msg.Topic, msg.Offset)
}

func (c *consumer) lag(topic string, offset int64) error {
	if topic == "" || offset < 0 {
		return helper.ErrDown
	}
	return nil
}

func (c *consumer) nextOne(ctx context.Context, first, second kafka.Message) error {
	if err := c.handler.Handle(ctx, first); err != nil {
		return err
	}
	c.commit(ctx, first)
	return c.handler.Handle(ctx, second)
}

func (c *consumer) goroutineMarks(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		go func() {
			if err := c.store.Save(session.Context(), msg.Value); err != nil {
				log.Print(err)
				return
			}
			session.MarkMessage(msg, "")
		}()
	}
	return nil
}

func (c *consumer) goroutineAwaited(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		done := make(chan error, 1)
		go func() { done <- c.store.Save(session.Context(), msg.Value) }()
		if err := <-done; err != nil {
			return err
		}
		session.MarkMessage(msg, "")
	}
	return nil
}

func (c *consumer) groupAwaited(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		var wg sync.WaitGroup
		wg.Go(func() {
			if err := c.store.Save(session.Context(), msg.Value); err != nil {
				log.Print(err)
			}
		})
		wg.Wait()
		session.MarkMessage(msg, "")
	}
	return nil
}

func (c *consumer) countedApart(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		go log.Printf("%s", msg.Value)
		session.MarkMessage(msg, "")
	}
	return nil
}

func (c *consumer) deferredMark(session sarama.ConsumerGroupSession, msg *sarama.ConsumerMessage) error {
	defer session.MarkMessage(msg, "")
	return c.store.Save(session.Context(), msg.Value)
}

func (c *consumer) recordBehind(ctx context.Context, record *kgo.Record) error {
	if err := c.process(ctx, record); err != nil {
		return err
	}
	return c.client.CommitRecords(ctx, record)
}
