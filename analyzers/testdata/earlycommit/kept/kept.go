// Package kept commits marks itself: the configuration turns AutoCommit off.
package kept

import (
	"example.com/fixtures/earlycommit/helper"
	"github.com/IBM/sarama"
)

// Consumer saves orders.
type Consumer struct{ store *helper.Store }

func (c *Consumer) markedFirst(session sarama.ConsumerGroupSession, msg *sarama.ConsumerMessage) error {
	session.MarkMessage(msg, "")
	if err := c.store.Save(session.Context(), msg.Value); err != nil {
		return err
	}
	session.Commit()
	return nil
}
