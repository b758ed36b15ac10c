// Package plainjson keeps orders as JSON.
package plainjson

import (
	"encoding/json"
	"io"
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gogo/protobuf/types"
	"google.golang.org/genproto/googleapis/rpc/context/attribute_context"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"example.com/fixtures/plainjson/helper"
)

func duration(r *errdetails.RetryInfo) ([]byte, error) {
	return json.Marshal(r) // want `^json.Marshal does not write the JSON of protobuf message errdetails.RetryInfo that protojson reads: RetryDelay loses the form of Duration$`
}

func timestamp(t *timestamppb.Timestamp) ([]byte, error) {
	return json.MarshalIndent(t, "", " ") // want `message timestamppb.Timestamp that protojson reads: it has a form of its own there`
}

func enum(text []byte) (*grpc_testing.SimpleRequest, error) {
	request := new(grpc_testing.SimpleRequest)
	return request, json.Unmarshal(text, request) // want `^json.Unmarshal does not read the JSON of protobuf message grpc_testing.SimpleRequest that protojson writes: enum ResponseType comes by name$`
}

func oneof(text []byte) (*grpc_testing.ChannelArg, error) {
	arg := new(grpc_testing.ChannelArg)
	return arg, json.Unmarshal(text, arg) // want `^json.Unmarshal does not read the JSON of protobuf message grpc_testing.ChannelArg that protojson writes: oneof Value cannot be read back$`
}

func decoder(body io.Reader) (*attribute_context.AttributeContext_Request, error) {
	r := &attribute_context.AttributeContext_Request{}
	err := json.NewDecoder(body).Decode(r) // want `does not read the JSON of protobuf message attribute_context.AttributeContext_Request`
	return r, err
}

// wrapped has the message in a field, and in a list of it.
func wrapped(w io.Writer, list []*helper.Envelope) error {
	return json.NewEncoder(w).Encode(list) // want `does not write the JSON of protobuf message errdetails.RetryInfo`
}

func answered(c *gin.Context, r *errdetails.RetryInfo) {
	c.JSON(http.StatusOK, r) // want `^c.JSON does not write the JSON of protobuf message errdetails.RetryInfo`
}

// namesOnly differs in names and defaults.
func namesOnly(text []byte) (*grpc_testing.ReconnectInfo, error) {
	info := new(grpc_testing.ReconnectInfo)
	return info, json.Unmarshal(text, info) // want `^json.Unmarshal does not read the JSON of protobuf message grpc_testing.ReconnectInfo that protojson writes$`
}

// logged is only to be looked at: an info.
func logged(r *errdetails.RetryInfo) {
	text, _ := json.Marshal(r) // want `does not write the JSON of protobuf message errdetails.RetryInfo`
	log.Printf("retry %s", text)
}

// published may be any message.
func published(m proto.Message) ([]byte, error) {
	return json.Marshal(m) // want `^json.Marshal does not write the JSON of protobuf message in m that protojson reads: a oneof or a time in it differs$`
}

// before reflection, messages had oneofs too.
func before(text []byte) (*types.Value, error) {
	v := new(types.Value)
	return v, json.Unmarshal(text, v) // want `^json.Unmarshal does not read the JSON of protobuf message types.Value that jsonpb writes: oneof Kind cannot be read back$`
}
