// Package handed leaves the failures of its producer to another package.
package handed

import (
	"example.com/fixtures/undrainedproducer/helper"
	"github.com/IBM/sarama"
)

func publish(brokers []string, events [][]byte) error {
	producer, err := sarama.NewAsyncProducer(brokers, nil)
	if err != nil {
		return err
	}
	go helper.LogFailures(producer)
	defer producer.AsyncClose()
	for _, event := range events {
		producer.Input() <- &sarama.ProducerMessage{Topic: "events", Value: sarama.ByteEncoder(event)}
	}
	return nil
}
