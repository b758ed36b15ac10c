package singleconsume

import (
	"context"
	"log"

	"github.com/IBM/sarama"

	"example.com/fixtures/singleconsume/helper"
)

// StartLooped consumes until ctx ends.
func StartLooped(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) {
	go func() {
		for {
			if err := group.Consume(ctx, []string{"orders"}, handler); err != nil {
				log.Printf("consuming: %v", err)
				return
			}
			if ctx.Err() != nil {
				return
			}
		}
	}()
}

// Session is for its callers to repeat.
func Session(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) error {
	return group.Consume(ctx, []string{"orders"}, handler)
}

// consumer is what somebody drives who knows it by an interface alone.
type consumer interface {
	consume(ctx context.Context) error
}

type orders struct {
	group   sarama.ConsumerGroup
	handler sarama.ConsumerGroupHandler
}

func (o *orders) consume(ctx context.Context) error {
	return o.group.Consume(ctx, []string{"orders"}, o.handler)
}

// StartEach repeats what it knows by an interface.
func StartEach(ctx context.Context, consumers []consumer) {
	for _, c := range consumers {
		go func() {
			for ctx.Err() == nil {
				if err := c.consume(ctx); err != nil {
					log.Printf("consuming: %v", err)
					return
				}
			}
		}()
	}
}

// Supervised tells its caller when a session is over.
func Supervised(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) <-chan error {
	over := make(chan error, 1)
	go func() { over <- group.Consume(ctx, []string{"orders"}, handler) }()
	return over
}

// StartSupervised begins the next session when one is over.
func StartSupervised(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) {
	for ctx.Err() == nil {
		over := make(chan struct{})
		go func() {
			defer close(over)
			if err := group.Consume(ctx, []string{"orders"}, handler); err != nil {
				log.Printf("consuming: %v", err)
			}
		}()
		<-over
	}
}

// RunByHelper leaves the loop to the helper.
func RunByHelper(ctx context.Context, c *helper.Consumer, handler sarama.ConsumerGroupHandler) {
	go func() {
		if err := c.Run(ctx, handler); err != nil {
			log.Printf("consuming: %v", err)
		}
	}()
}

// sessions keeps functions that somebody else calls.
type sessions struct{ all []func(context.Context) error }

func (s *sessions) add(o *orders) { s.all = append(s.all, o.consume) }
