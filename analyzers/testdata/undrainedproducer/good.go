package undrainedproducer

import "github.com/IBM/sarama"

// mayLose says that failures are of no interest.
func mayLose(brokers []string, events [][]byte) error {
	config := sarama.NewConfig()
	config.ApiVersionsRequest = false
	config.Producer.Return.Errors = false
	producer, err := sarama.NewAsyncProducer(brokers, config)
	if err != nil {
		return err
	}
	defer producer.AsyncClose()
	for _, event := range events {
		producer.Input() <- &sarama.ProducerMessage{Topic: "events", Value: sarama.ByteEncoder(event)}
	}
	return nil
}

// configured does not know what it is given.
func configured(brokers []string, config *sarama.Config, event []byte) error {
	producer, err := sarama.NewAsyncProducer(brokers, config)
	if err != nil {
		return err
	}
	producer.Input() <- &sarama.ProducerMessage{Topic: "events", Value: sarama.ByteEncoder(event)}
	return producer.Close()
}

// tuned has a configuration that a function has seen.
func tuned(brokers []string, tune func(*sarama.Config), event []byte) error {
	config := sarama.NewConfig()
	tune(config)
	producer, err := sarama.NewAsyncProducer(brokers, config)
	if err != nil {
		return err
	}
	producer.Input() <- &sarama.ProducerMessage{Topic: "events", Value: sarama.ByteEncoder(event)}
	return producer.Close()
}

// waits uses the other kind of producer.
func waits(brokers []string, event []byte) error {
	config := sarama.NewConfig()
	config.Producer.Return.Successes = true
	producer, err := sarama.NewSyncProducer(brokers, config)
	if err != nil {
		return err
	}
	_, _, err = producer.SendMessage(&sarama.ProducerMessage{Topic: "events", Value: sarama.ByteEncoder(event)})
	return err
}

// Bus has a producer that everybody may read from.
type Bus struct{ Producer sarama.AsyncProducer }

// NewBus leaves that to them.
func NewBus(brokers []string) (*Bus, error) {
	producer, err := sarama.NewAsyncProducer(brokers, nil)
	if err != nil {
		return nil, err
	}
	return &Bus{Producer: producer}, nil
}
