package plainjson

import (
	"encoding/json"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"google.golang.org/genproto/googleapis/rpc/context/attribute_context"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
)

func byProtojson(s *grpc_testing.SimpleRequest) ([]byte, error) { return protojson.Marshal(s) }

func readByProtojson(text []byte) (*grpc_testing.SimpleRequest, error) {
	request := new(grpc_testing.SimpleRequest)
	if err := protojson.Unmarshal(text, request); err != nil {
		return nil, err
	}
	return request, nil
}

// ownForm has methods for JSON.
func ownForm(s *structpb.Struct) ([]byte, error) { return json.Marshal(s) }

// raw is JSON already.
func raw(s *grpc_testing.SimpleRequest) ([]byte, error) {
	text, err := protojson.Marshal(s)
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]json.RawMessage{"request": text})
}

// put and get are two halves of a cache that nobody else reads.
func put(p *grpc_testing.ResponseParameters) ([]byte, error) { return json.Marshal(p) }

func get(text []byte) (*grpc_testing.ResponseParameters, error) {
	p := new(grpc_testing.ResponseParameters)
	return p, json.Unmarshal(text, p)
}

// skipped keeps the message out of the text.
func skipped(s *grpc_testing.SimpleRequest) ([]byte, error) {
	return json.Marshal(struct {
		ID      string
		Request *grpc_testing.SimpleRequest `json:"-"`
		hidden  *grpc_testing.SimpleRequest
	}{ID: "1", Request: s, hidden: s})
}

// gogo stands for generated types without reflection.
type gogo struct{ Count int64 }

func (*gogo) ProtoMessage() {}

func withoutReflection(g *gogo) ([]byte, error) { return json.Marshal(g) }

// anything may be a message or not.
func anything(v any) ([]byte, error) { return json.Marshal(v) }

// sameForm has no field that differs.
func sameForm(e *errdetails.ErrorInfo) ([]byte, error) { return json.Marshal(e) }

// fields has the fields of a message among its own, on purpose.
type fields struct {
	*errdetails.ErrorInfo
	Attempt int
}

func embedded(f fields) ([]byte, error) { return json.Marshal(f) }

// answer has numbers for an enum and a 64-bit integer, and the names of the file.
// Protojson reads them all.
func answer(r *attribute_context.AttributeContext_Peer) ([]byte, error) { return json.Marshal(r) }

func result(r *grpc_testing.StreamingInputCallResponse) ([]byte, error) { return json.Marshal(r) }

// quoted reads what is not protobuf's JSON: the peer is a part of it.
func quoted(text []byte) (*attribute_context.AttributeContext_Peer, error) {
	var quote struct {
		Peer *attribute_context.AttributeContext_Peer `json:"peer"`
	}
	return quote.Peer, json.Unmarshal(text, &quote)
}

// encoded is text already when the library gets it.
func encoded(m proto.Message) (cloudevents.Event, error) {
	e := cloudevents.NewEvent()
	text, err := protojson.Marshal(m)
	if err != nil {
		return e, err
	}
	return e, e.SetData(cloudevents.ApplicationJSON, text)
}

// inProtobuf leaves the form to the content type.
func inProtobuf(r *errdetails.RetryInfo) error {
	e := cloudevents.NewEvent()
	return e.SetData("application/protobuf", r)
}

// known is a message without anything that differs, although it is in a variable
// of any.
func known(e *errdetails.ErrorInfo) ([]byte, error) {
	var m proto.Message = e
	return json.Marshal(m)
}

// own says what its JSON is.
type own interface {
	proto.Message
	json.Marshaler
}

func ownMessage(m own) ([]byte, error) { return json.Marshal(m) }
