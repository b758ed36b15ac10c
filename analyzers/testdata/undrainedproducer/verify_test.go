package undrainedproducer

import (
	"io"
	"log"
	"os"
	"testing"
	"time"

	"example.com/fixtures/undrainedproducer/helper"
	"github.com/IBM/sarama"
)

const many = 2000 // messages that fail: more than all buffers together hold

// tooLarge is refused by the producer itself.
var tooLarge = make([]byte, 2<<20)

// blocks reports whether sending many messages that fail does not end.
func blocks(send func()) bool {
	done := make(chan struct{})
	go func() {
		defer close(done)
		send()
	}()
	select {
	case <-done:
		return false
	case <-time.After(700 * time.Millisecond):
		return true
	}
}

// TestVerify sends messages that fail.
func TestVerify(t *testing.T) {
	log.SetOutput(io.Discard)
	defer log.SetOutput(os.Stderr)
	broker := sarama.NewMockBroker(t, 1)
	defer broker.Close()
	broker.SetHandlerByMap(map[string]sarama.MockResponse{
		"MetadataRequest": sarama.NewMockMetadataResponse(t).
			SetBroker(broker.Addr(), broker.BrokerID()).SetLeader("events", 0, broker.BrokerID()),
	})
	brokers := []string{broker.Addr()}

	forgotten, err := newEvents(brokers)
	if err != nil {
		t.Fatal(err)
	}
	if !blocks(func() {
		for range many {
			forgotten.publish("events", tooLarge)
		}
	}) {
		t.Error("events: all messages were taken")
	}

	drained, err := helper.NewEvents(brokers)
	if err != nil {
		t.Fatal(err)
	}
	if blocks(func() {
		for range many {
			drained.Publish("events", tooLarge)
		}
	}) {
		t.Error("helper.Events: blocks")
	}
	failing := make([][]byte, many)
	for i := range failing {
		failing[i] = tooLarge
	}
	if blocks(func() {
		if err := mayLose(brokers, failing); err != nil {
			t.Error("mayLose: ", err)
		}
	}) {
		t.Error("mayLose: blocks")
	}
}
