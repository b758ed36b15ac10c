// Package events publishes messages with a library that knows JSON.
package events

import (
	cloudevents "github.com/cloudevents/sdk-go/v2"
	"google.golang.org/protobuf/proto"
)

// New makes an event of a message.
func New(m proto.Message) (cloudevents.Event, error) {
	e := cloudevents.NewEvent()
	err := e.SetData(cloudevents.ApplicationJSON, &m) // want `^e.SetData does not write the JSON of protobuf message in m that protojson reads`
	return e, err
}
