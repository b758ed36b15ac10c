package catalog

import (
	"go/types"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// kafkaMessages are the types of messages that are read from Kafka.
var kafkaMessages = []struct{ path, name string }{
	{"github.com/segmentio/kafka-go", "Message"},
	{"github.com/IBM/sarama", "ConsumerMessage"},
	{"github.com/Shopify/sarama", "ConsumerMessage"},
	{"github.com/twmb/franz-go/pkg/kgo", "Record"},
}

// IsKafkaMessage reports whether t is a message read from Kafka, or a pointer
// to one.
func IsKafkaMessage(t types.Type) bool {
	for _, m := range kafkaMessages {
		if symbol.Is(t, m.path, m.name) {
			return true
		}
	}
	return false
}

// KafkaReads are calls that return the next message of a topic; a reader that
// has a group commits it on the way.
var KafkaReads = symbol.Of("(*github.com/segmentio/kafka-go.Reader).ReadMessage")

// kafkaCommits are the names of the methods, also of interfaces around these
// libraries, that say of messages that they need not be delivered again.
var kafkaCommits = map[string]bool{
	"CommitMessages": true, "MarkMessage": true, "CommitRecords": true, "MarkCommitRecords": true,
}

// CommitsKafka reports whether a method commits the messages that it is given,
// or marks them for the next commit.
func CommitsKafka(fn *types.Func) bool {
	if fn == nil || !kafkaCommits[fn.Name()] {
		return false
	}
	for param := range fn.Signature().Params().Variables() {
		t := param.Type()
		if slice, ok := t.(*types.Slice); ok {
			t = slice.Elem()
		}
		if IsKafkaMessage(t) {
			return true
		}
	}
	return false
}

// KafkaMarksKept are the calls that commit what has been marked: where a
// program makes them, a mark alone commits nothing.
var KafkaMarksKept = symbol.Of(
	"(github.com/IBM/sarama.ConsumerGroupSession).Commit",
	"(github.com/Shopify/sarama.ConsumerGroupSession).Commit",
	"(*github.com/twmb/franz-go/pkg/kgo.Client).CommitMarkedOffsets",
)
