// Package helper looks after producers, its own and those of others.
package helper

import (
	"log"

	"github.com/IBM/sarama"
)

// LogFailures reads the errors of a producer until it is closed.
func LogFailures(producer sarama.AsyncProducer) {
	for failure := range producer.Errors() {
		log.Print(failure.Err)
	}
}

// Events are sent, and their failures logged.
type Events struct {
	producer sarama.AsyncProducer
}

// NewEvents reads the failures in a goroutine.
func NewEvents(brokers []string) (*Events, error) {
	config := sarama.NewConfig()
	config.ApiVersionsRequest = false
	producer, err := sarama.NewAsyncProducer(brokers, config)
	if err != nil {
		return nil, err
	}
	go LogFailures(producer)
	return &Events{producer: producer}, nil
}

// Publish sends an event.
func (e *Events) Publish(topic string, event []byte) {
	e.producer.Input() <- &sarama.ProducerMessage{Topic: topic, Value: sarama.ByteEncoder(event)}
}
