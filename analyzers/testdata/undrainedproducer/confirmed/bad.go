// Package confirmed has asked for what it does not read.
package confirmed

import (
	"log"

	"github.com/IBM/sarama"
)

func publish(brokers []string, events [][]byte) error {
	config := sarama.NewConfig()
	config.Producer.Return.Successes = true
	producer, err := sarama.NewAsyncProducer(brokers, config) // want `nobody reads producer.Successes\(\): when messages are delivered its buffer fills up`
	if err != nil {
		return err
	}
	go func() {
		for failure := range producer.Errors() {
			log.Print(failure.Err)
		}
	}()
	for _, event := range events {
		producer.Input() <- &sarama.ProducerMessage{Topic: "events", Value: sarama.ByteEncoder(event)}
	}
	return producer.Close()
}
