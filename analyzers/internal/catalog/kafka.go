package catalog

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/literal"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
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

// KafkaContent reports whether a field has what the sender of a message has put
// there: of a message, its key and its value; of other structs, any field.
func KafkaContent(t types.Type, field int) bool {
	if !IsKafkaMessage(t) {
		return true
	}
	name := value.FieldAt(t, field).Name()
	return name == "Key" || name == "Value"
}

// IsKafkaReaderConfig reports whether t is the configuration of a reader.
func IsKafkaReaderConfig(t types.Type) bool {
	return symbol.Is(t, "github.com/segmentio/kafka-go", "ReaderConfig")
}

// KafkaReads are calls that return the next message of a topic; a reader that
// has a group commits it on the way.
var KafkaReads = symbol.Of("(*github.com/segmentio/kafka-go.Reader).ReadMessage")

// ReadsKafka reports whether a method is ReadMessage, of kafka-go or of an
// interface around it.
func ReadsKafka(fn *types.Func) bool { return returnsKafka(fn, "ReadMessage") }

// FetchesKafka reports whether a method returns the next message, and commits
// nothing.
func FetchesKafka(fn *types.Func) bool { return returnsKafka(fn, "FetchMessage") }

func returnsKafka(fn *types.Func, name string) bool {
	results := fn.Signature().Results()
	return fn.Name() == name && results.Len() == 2 && symbol.Is(results.At(0).Type(), "github.com/segmentio/kafka-go", "Message")
}

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

// KafkaCommitted returns the one message that a call commits, or marks; nil if
// that is none, or perhaps several.
func KafkaCommitted(call *ssa.Call) ssa.Value {
	if !CommitsKafka(symbol.Callee(&call.Call)) {
		return nil
	}
	for _, arg := range call.Call.Args {
		if IsKafkaMessage(arg.Type()) {
			return arg
		}
	}
	messages, ok := literal.Elements(call.Call.Args[len(call.Call.Args)-1])
	if !ok || len(messages) != 1 {
		return nil
	}
	return messages[0]
}

// KafkaMarksKept are the calls that commit what has been marked: where a
// program makes them, a mark alone commits nothing.
var KafkaMarksKept = symbol.Of(
	"(github.com/IBM/sarama.ConsumerGroupSession).Commit",
	"(github.com/Shopify/sarama.ConsumerGroupSession).Commit",
	"(*github.com/twmb/franz-go/pkg/kgo.Client).CommitMarkedOffsets",
)

// KafkaMarks are the names among kafkaCommits that leave the commit to another
// call.
func KafkaMarks(fn *types.Func) bool {
	return fn.Name() == "MarkMessage" || fn.Name() == "MarkCommitRecords"
}

// KeepsMessages reports whether a function is named for trying again, or for
// putting a message aside for later, or its package is.
func KeepsMessages(fn *types.Func) bool {
	name := fn.Name()
	if fn.Pkg() != nil {
		name += fn.Pkg().Name()
	}
	return symbol.Mentions(name, "retr", "again", "attempt", "backoff", "dead", "dlq", "dlt", "requeue", "redeliver", "park", "poison", "nack", "seek", "setoffset", "outbox")
}

// LooksAt reports whether a function is named for looking at what it is given,
// or for decoding it: nothing is done with it yet.
func LooksAt(fn *types.Func) bool {
	return symbol.Mentions(fn.Name(), "valid", "check", "verify", "decode", "parse", "unmarshal", "log", "trace", "print")
}

// KafkaSessions are calls that consume as a member of a group, and return when the
// partitions of its topics are shared out anew.
var KafkaSessions = symbol.Of("(github.com/IBM/sarama.ConsumerGroup).Consume", "(github.com/Shopify/sarama.ConsumerGroup).Consume")
