// Package coop has a group whose sessions live through a rebalance.
package coop

import (
	"context"
	"log"

	"github.com/IBM/sarama"
)

// Join joins a group.
func Join(brokers []string) (sarama.ConsumerGroup, error) {
	config := sarama.NewConfig()
	config.Version = sarama.V2_4_0_0
	config.Consumer.Group.Rebalance.GroupStrategies = []sarama.BalanceStrategy{sarama.NewBalanceStrategyCooperativeSticky()}
	return sarama.NewConsumerGroup(brokers, "orders", config)
}

// Start consumes in the background.
func Start(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) {
	go func() {
		if err := group.Consume(ctx, []string{"orders"}, handler); err != nil {
			log.Printf("consuming: %v", err)
		}
	}()
}
