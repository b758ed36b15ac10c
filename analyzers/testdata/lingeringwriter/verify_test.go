package lingeringwriter

import (
	"context"
	"fmt"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"
	"github.com/segmentio/kafka-go/protocol/metadata"
	"github.com/segmentio/kafka-go/protocol/produce"
)

// broker answers at once.
type broker struct{}

func (broker) RoundTrip(_ context.Context, _ net.Addr, request kafka.Request) (kafka.Response, error) {
	switch request := request.(type) {
	case *metadata.Request:
		answer := &metadata.Response{Brokers: []metadata.ResponseBroker{{NodeID: 1, Host: "127.0.0.1", Port: 9092}}}
		for _, topic := range request.TopicNames {
			answer.Topics = append(answer.Topics, metadata.ResponseTopic{Name: topic, Partitions: []metadata.ResponsePartition{{LeaderID: 1}}})
		}
		return answer, nil
	case *produce.Request:
		return &produce.Response{Topics: []produce.ResponseTopic{{Topic: request.Topics[0].Topic, Partitions: []produce.ResponsePartition{{}}}}}, nil
	}
	return nil, fmt.Errorf("%T is not expected", request)
}

// TestVerify takes the time of writing one message.
func TestVerify(t *testing.T) {
	ctx := context.Background()
	events := [][]byte{[]byte("an order")}
	type write struct {
		name    string
		lingers bool
		do      func() error
	}
	for _, w := range []write{
		{"Publisher", true, func() error { return NewPublisher(broker{}, "orders").Publish(ctx, nil, events[0]) }},
		{"importAll", true, func() error { return importAll(ctx, broker{}, events) }},
		{"audit", true, func() error {
			newAudit(broker{}).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("POST", "/", strings.NewReader("an order")))
			return nil
		}},
		{"Prompt", false, func() error { return NewPrompt(broker{}).Publish(ctx, events[0]) }},
		{"oneByOne", false, func() error { return oneByOne(ctx, broker{}, events) }},
		{"madeElsewhere", false, func() error { return madeElsewhere(ctx, broker{}, events) }},
		{"setUp", false, func() error { return setUp(ctx, broker{}, events) }},
	} {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			if err := w.do(); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(start); (took >= 900*time.Millisecond) != w.lingers {
				t.Errorf("one message took %v", took)
			}
		})
	}
}
