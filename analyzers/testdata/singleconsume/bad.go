// Package singleconsume has members of consumer groups that leave after one session.
package singleconsume

import (
	"context"
	"log"

	"github.com/IBM/sarama"

	"example.com/fixtures/singleconsume/helper"
)

// StartOrders consumes in the background.
func StartOrders(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) {
	go func() {
		if err := group.Consume(ctx, []string{"orders"}, handler); err != nil { // want `group.Consume is not called in a loop: at the first rebalance it returns, and nothing is consumed any more`
			log.Printf("consuming orders: %v", err)
			return
		}
	}()
}

type payments struct {
	group   sarama.ConsumerGroup
	handler sarama.ConsumerGroupHandler
}

// Start consumes in the background.
func (p *payments) Start(ctx context.Context) {
	go p.run(ctx)
}

func (p *payments) run(ctx context.Context) {
	err := p.group.Consume(ctx, []string{"payments"}, p.handler) // want `p.group.Consume is not called in a loop`
	if err != nil {
		log.Printf("consuming payments: %v", err)
		return
	}
	log.Print("no more payments")
}

// StartRefunds consumes in the background.
func StartRefunds(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) {
	consume := func() error {
		return group.Consume(ctx, []string{"refunds"}, handler) // want `group.Consume is not called in a loop`
	}
	go func() {
		if err := consume(); err != nil {
			log.Printf("consuming refunds: %v", err)
		}
	}()
}

// StartReturns consumes in the background, and drops what Consume returns.
func StartReturns(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		defer cancel()
		_ = group.Consume(ctx, []string{"returns"}, handler) // want `group.Consume is not called in a loop`
	}()
}

// StartByHelper consumes in the background.
func StartByHelper(ctx context.Context, c *helper.Consumer, handler sarama.ConsumerGroupHandler) {
	go func() {
		if err := c.Session(ctx, handler); err != nil { // want `c.Session consumes until the first rebalance and is not called in a loop: nothing is consumed after that`
			log.Printf("consuming: %v", err)
		}
	}()
}
