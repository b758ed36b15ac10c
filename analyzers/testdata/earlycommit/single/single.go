// Package single reads without a group: nothing is committed.
package single

import (
	"context"

	"example.com/fixtures/earlycommit/helper"
	"github.com/segmentio/kafka-go"
)

func replay(ctx context.Context, broker string, store *helper.Store) error {
	reader := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{broker}, Topic: "orders"})
	defer reader.Close()
	for {
		msg, err := reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		if err := store.Save(ctx, msg.Value); err != nil {
			return err
		}
	}
}
