// Command looped begins a session again and again.
package main

import (
	"context"
	"log"
	"os"
	"strings"
	"time"

	"github.com/IBM/sarama"

	"example.com/fixtures/singleconsume/helper"
)

type handler struct{ cancel context.CancelFunc }

func (handler) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (handler) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (h handler) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for message := range claim.Messages() {
		log.Printf("%s", message.Value)
		session.MarkMessage(message, "")
		if h.cancel != nil {
			h.cancel()
		}
	}
	return nil
}

func session(ctx context.Context, group sarama.ConsumerGroup) error {
	return group.Consume(ctx, []string{"orders"}, handler{})
}

// first is called until it has succeeded.
func first(group sarama.ConsumerGroup) bool {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	return group.Consume(ctx, []string{"orders"}, handler{cancel}) == nil
}

// drain consumes what there is in a minute.
func drain(group sarama.ConsumerGroup) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return group.Consume(ctx, []string{"orders"}, handler{})
}

// one consumes one message: the handler ends the context.
func one(group sarama.ConsumerGroup) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	return group.Consume(ctx, []string{"orders"}, handler{cancel})
}

// again calls itself.
func again(ctx context.Context, group sarama.ConsumerGroup) {
	if err := group.Consume(ctx, []string{"orders"}, handler{}); err != nil {
		log.Fatal(err)
	}
	again(ctx, group)
}

func retry(attempts int, f func() error) error {
	for range attempts {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	ctx := context.Background()
	brokers := strings.Split(os.Getenv("BROKERS"), ",")
	group, err := sarama.NewConsumerGroup(brokers, "orders", sarama.NewConfig())
	if err != nil {
		log.Fatal(err)
	}
	if err := drain(group); err != nil {
		log.Fatal(err)
	}
	if err := one(group); err != nil {
		log.Fatal(err)
	}
	for !first(group) {
		time.Sleep(time.Second)
	}
	if err := retry(10, func() error { return group.Consume(ctx, []string{"orders"}, handler{}) }); err != nil {
		log.Fatal(err)
	}
	payments, err := helper.New(brokers, "payments", "payments")
	if err != nil {
		log.Fatal(err)
	}
	go payments.Run(ctx, handler{})
	go again(ctx, group)
	for {
		if err := session(ctx, group); err != nil {
			log.Fatal(err)
		}
	}
}
