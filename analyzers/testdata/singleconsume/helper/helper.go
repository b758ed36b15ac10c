// Package helper consumes for other packages of a service.
package helper

import (
	"context"
	"log"

	"github.com/IBM/sarama"
)

// Consumer is a member of a consumer group.
type Consumer struct {
	group  sarama.ConsumerGroup
	topics []string
}

// New joins a group.
func New(brokers []string, name string, topics ...string) (*Consumer, error) {
	group, err := sarama.NewConsumerGroup(brokers, name, sarama.NewConfig())
	if err != nil {
		return nil, err
	}
	return &Consumer{group, topics}, nil
}

// Session consumes until the group is rebalanced.
func (c *Consumer) Session(ctx context.Context, handler sarama.ConsumerGroupHandler) error {
	return c.group.Consume(ctx, c.topics, handler)
}

// Run consumes until ctx ends.
func (c *Consumer) Run(ctx context.Context, handler sarama.ConsumerGroupHandler) error {
	for ctx.Err() == nil {
		if err := c.Session(ctx, handler); err != nil {
			log.Printf("consuming: %v", err)
			return err
		}
	}
	return ctx.Err()
}
