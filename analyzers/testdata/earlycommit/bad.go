// Package earlycommit commits Kafka messages.
package earlycommit

import (
	"context"
	"encoding/json"
	"log"
	"time"

	"example.com/fixtures/earlycommit/helper"
	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
	"golang.org/x/sync/errgroup"
)

type order struct{ ID, Customer string }

type consumer struct {
	reader  *kafka.Reader
	client  *kgo.Client
	store   *helper.Store
	handler helper.Handler
	process func(context.Context, *kgo.Record) error
}

func newConsumer(broker string, store *helper.Store) *consumer {
	return &consumer{store: store, reader: kafka.NewReader(kafka.ReaderConfig{
		Brokers: []string{broker}, Topic: "orders", GroupID: "billing", MaxWait: 100 * time.Millisecond,
	})}
}

func (c *consumer) committedBeforeSaved(ctx context.Context) error {
	for {
		msg, err := c.reader.FetchMessage(ctx)
		if err != nil {
			return err
		}
		if err := c.reader.CommitMessages(ctx, msg); err != nil { // want `c.reader.CommitMessages is called before c.store.Save has processed the message: if that fails, it is lost`
			return err
		}
		if err := c.store.Save(ctx, msg.Value); err != nil {
			return err
		}
	}
}

// The process ends in the middle of a handler at each deployment.
func (c *consumer) failureOnlyLogged(ctx context.Context) error {
	for {
		msg, err := c.reader.FetchMessage(ctx)
		if err != nil {
			return err
		}
		if err := c.reader.CommitMessages(ctx, msg); err != nil { // want `c.reader.CommitMessages is called before c.handler.Handle has processed the message: if the process ends meanwhile, it is lost`
			log.Print(err)
		}
		if err := c.handler.Handle(ctx, msg); err != nil {
			log.Printf("handling %s: %v", msg.Value, err)
		}
	}
}

func (c *consumer) decodedFirst(ctx context.Context, msg kafka.Message) error {
	var o order
	if err := json.Unmarshal(msg.Value, &o); err != nil {
		return err
	}
	_ = c.reader.CommitMessages(ctx, msg) // want `c.reader.CommitMessages is called before c.bill has processed the message: if that fails, it is lost`
	err := c.bill(ctx, o)
	if err != nil {
		return err
	}
	return nil
}

func (c *consumer) decodedLater(ctx context.Context, msg *sarama.ConsumerMessage, session sarama.ConsumerGroupSession) error {
	session.MarkMessage(msg, "") // want `session.MarkMessage is called before c.bill has processed the message: if that fails, it is lost`
	var o order
	if err := json.Unmarshal(msg.Value, &o); err != nil {
		log.Print(err)
		return nil
	}
	return c.bill(ctx, o)
}

func (c *consumer) bill(ctx context.Context, o order) error { return c.store.Save(ctx, []byte(o.ID)) }

func (c *consumer) committedByHelper(ctx context.Context) {
	for {
		msg, err := c.reader.FetchMessage(ctx)
		if err != nil {
			return
		}
		c.commit(ctx, msg) // want `c.commit is called before c.handler.Handle has processed the message: if that fails, it is lost`
		if err := c.handler.Handle(ctx, msg); err != nil {
			log.Fatal(err)
		}
	}
}

func (c *consumer) commit(ctx context.Context, msg kafka.Message) {
	if err := c.reader.CommitMessages(ctx, msg); err != nil {
		log.Printf("committing %s/%d: %v", msg.Topic, msg.Offset, err)
	}
}

func (c *consumer) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (c *consumer) Cleanup(sarama.ConsumerGroupSession) error { return nil }

// ConsumeClaim marks first.
func (c *consumer) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		session.MarkMessage(msg, "") // want `session.MarkMessage is called before c.store.Save has processed the message: if that fails, it is lost`
		if err := c.store.Save(session.Context(), msg.Value); err != nil {
			return err
		}
	}
	return nil
}

func (c *consumer) markedWhileHandled(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		go func() {
			if err := c.store.Save(session.Context(), msg.Value); err != nil {
				log.Print(err)
			}
		}()
		session.MarkMessage(msg, "") // want `session.MarkMessage is called while a goroutine still processes the message: if that fails, it is lost`
	}
	return nil
}

func (c *consumer) markedWhileMethodRuns(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case msg := <-claim.Messages():
			go c.save(session.Context(), msg)
			session.MarkMessage(msg, "") // want `session.MarkMessage is called while a goroutine still processes the message: if that fails, it is lost`
		case <-session.Context().Done():
			return nil
		}
	}
}

func (c *consumer) save(ctx context.Context, msg *sarama.ConsumerMessage) {
	if err := c.store.Save(ctx, msg.Value); err != nil {
		log.Print(err)
	}
}

func (c *consumer) committedInGroup(ctx context.Context, group *errgroup.Group) error {
	for {
		msg, err := c.reader.FetchMessage(ctx)
		if err != nil {
			return err
		}
		group.Go(func() error { return c.handler.Handle(ctx, msg) })
		if err := c.reader.CommitMessages(ctx, msg); err != nil { // want `c.reader.CommitMessages is called while a goroutine still processes the message: if that fails, it is lost`
			return err
		}
	}
}

func (c *consumer) recordCommittedFirst(ctx context.Context) error {
	fetches := c.client.PollFetches(ctx)
	for _, record := range fetches.Records() {
		if err := c.client.CommitRecords(ctx, record); err != nil { // want `c.client.CommitRecords is called before c.process has processed the message: if that fails, it is lost`
			return err
		}
		if err := c.process(ctx, record); err != nil {
			return err
		}
	}
	return fetches.Err()
}

func (c *consumer) recordMarkedFirst(ctx context.Context) {
	c.client.PollFetches(ctx).EachRecord(func(record *kgo.Record) {
		c.client.MarkCommitRecords(record) // want `c.client.MarkCommitRecords is called before c.process has processed the message: if the process ends meanwhile, it is lost`
		if err := c.process(ctx, record); err != nil {
			log.Print(err)
		}
	})
}

func (c *consumer) readCommits(ctx context.Context) error {
	for {
		msg, err := c.reader.ReadMessage(ctx) // want `c.reader.ReadMessage commits the message before c.store.Save has processed it: if that fails, it is lost`
		if err != nil {
			return err
		}
		if err := c.store.Save(ctx, msg.Value); err != nil {
			return err
		}
	}
}

func (c *consumer) readCommitsAndGoesOn(ctx context.Context) error {
	for {
		msg, err := c.reader.ReadMessage(ctx) // want `c.reader.ReadMessage commits the message before c.bill has processed it: if the process ends meanwhile, it is lost`
		if err != nil {
			return err
		}
		var o order
		if err := json.Unmarshal(msg.Value, &o); err != nil {
			log.Printf("poison at %d: %v", msg.Offset, err)
			continue
		}
		if err := c.bill(ctx, o); err != nil {
			log.Print(err)
			continue
		}
	}
}
