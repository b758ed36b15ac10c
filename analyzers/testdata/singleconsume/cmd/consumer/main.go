// Command consumer consumes until the first rebalance.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strings"

	"github.com/IBM/sarama"
	"golang.org/x/sync/errgroup"

	"example.com/fixtures/singleconsume/helper"
)

type handler struct{}

func (handler) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (handler) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (handler) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for message := range claim.Messages() {
		log.Printf("%s", message.Value)
		session.MarkMessage(message, "")
	}
	return nil
}

func consume(ctx context.Context, brokers []string) error {
	group, err := sarama.NewConsumerGroup(brokers, "orders", sarama.NewConfig())
	if err != nil {
		return fmt.Errorf("joining the group: %w", err)
	}
	defer group.Close()

	err = group.Consume(ctx, []string{"orders"}, handler{}) // want `group.Consume is not called in a loop`
	if err != nil {
		return fmt.Errorf("consuming: %w", err)
	}
	return nil
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	brokers := strings.Split(os.Getenv("BROKERS"), ",")
	payments, err := helper.New(brokers, "payments", "payments")
	if err != nil {
		log.Fatal(err)
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return consume(ctx, brokers) })
	g.Go(func() error {
		return payments.Session(ctx, handler{}) // want `payments.Session consumes until the first rebalance`
	})
	if err := g.Wait(); err != nil {
		log.Print(err)
	}
}
