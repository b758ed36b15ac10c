package catalog

import (
	"go/types"
	"maps"
	"slices"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// ReadEnd is what makes a read fail for ever from then on.
type ReadEnd uint8

// The ends.
const (
	AnyError  ReadEnd = 1 << iota // the first error of any kind
	WithCtx                       // the end of the context that it takes
	WithClose                     // a call of Close on what it reads from
	MayBeNil                      // the error may be nil when it has ended
)

var reads = map[string]ReadEnd{
	"(*github.com/segmentio/kafka-go.Reader).ReadMessage":    WithCtx | WithClose,
	"(*github.com/segmentio/kafka-go.Reader).FetchMessage":   WithCtx | WithClose,
	"(github.com/IBM/sarama.ConsumerGroup).Consume":          WithCtx | WithClose | MayBeNil,
	"(github.com/Shopify/sarama.ConsumerGroup).Consume":      WithCtx | WithClose | MayBeNil,
	"(*github.com/twmb/franz-go/pkg/kgo.Client).PollFetches": WithCtx | WithClose,
	"(*github.com/twmb/franz-go/pkg/kgo.Client).PollRecords": WithCtx | WithClose,
	"(*github.com/redis/go-redis/v9.PubSub).ReceiveMessage":  WithClose,
	"(*github.com/gorilla/websocket.Conn).ReadMessage":       AnyError,
	"(*github.com/gorilla/websocket.Conn).NextReader":        AnyError,
	"(net.Listener).Accept":                                  WithClose,
	"(*net.TCPListener).Accept":                              WithClose,
	"(*net.TCPListener).AcceptTCP":                           WithClose,
	"(*net.UnixListener).Accept":                             WithClose,
}

// Reads are calls, made in loops, that wait for the next of many things.
var Reads = symbol.Of(slices.Collect(maps.Keys(reads))...)

// ReadEnds returns what makes a read fail for ever.
func ReadEnds(fn *types.Func) ReadEnd { return reads[symbol.Name(fn)] }

// mayPause are parts of the names of functions that take their time, or
// decide whether to go on.
var mayPause = []string{"sleep", "wait", "backoff", "back_off", "delay", "pause", "retry", "throttle", "limit", "reconnect", "connect", "dial", "yield"}

// MayPause reports whether a function that is not looked at may wait, by its
// name or by that of its package.
func MayPause(fn *types.Func) bool {
	name := fn.Name()
	if fn.Pkg() != nil {
		name += " " + fn.Pkg().Name()
	}
	return symbol.Mentions(name, mayPause...)
}
