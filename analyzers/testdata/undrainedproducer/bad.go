package undrainedproducer

import "github.com/IBM/sarama"

// events are sent and forgotten, as are their failures.
type events struct {
	producer sarama.AsyncProducer
}

func newEvents(brokers []string) (*events, error) {
	config := sarama.NewConfig()
	config.ApiVersionsRequest = false
	config.Producer.RequiredAcks = sarama.WaitForLocal
	producer, err := sarama.NewAsyncProducer(brokers, config) // want `nobody reads producer.Errors\(\): when messages fail its buffer fills up, and then every send to Input blocks for ever`
	if err != nil {
		return nil, err
	}
	return &events{producer: producer}, nil
}

func (e *events) publish(topic string, event []byte) {
	e.producer.Input() <- &sarama.ProducerMessage{Topic: topic, Value: sarama.ByteEncoder(event)}
}

func (e *events) stop() { e.producer.AsyncClose() }

// burst has no configuration: that of the library returns errors.
func burst(brokers []string, events [][]byte) error {
	producer, err := sarama.NewAsyncProducer(brokers, nil) // want `nobody reads producer.Errors\(\)`
	if err != nil {
		return err
	}
	defer producer.AsyncClose()
	for _, event := range events {
		producer.Input() <- &sarama.ProducerMessage{Topic: "events", Value: sarama.ByteEncoder(event)}
	}
	return nil
}
