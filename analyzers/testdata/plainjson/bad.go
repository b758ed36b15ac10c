// Package plainjson keeps orders as JSON.
package plainjson

import (
	"encoding/json"
	"io"
	"log"
	"net/http"

	"github.com/gin-gonic/gin"
	"google.golang.org/genproto/googleapis/rpc/context/attribute_context"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/protobuf/types/known/timestamppb"

	"example.com/fixtures/plainjson/helper"
)

func enum(s *grpc_testing.SimpleRequest) ([]byte, error) {
	return json.Marshal(s) // want `^json.Marshal does not write the JSON of protobuf message grpc_testing.SimpleRequest that protojson reads: enum ResponseType becomes a number$`
}

func timestamp(t *timestamppb.Timestamp) ([]byte, error) {
	return json.MarshalIndent(t, "", " ") // want `message timestamppb.Timestamp that protojson reads: Seconds becomes a number`
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
	return json.NewEncoder(w).Encode(list) // want `does not write the JSON of protobuf message grpc_testing.SimpleRequest`
}

func answered(c *gin.Context, s *grpc_testing.SimpleRequest) {
	c.JSON(http.StatusOK, s) // want `^c.JSON does not write the JSON of protobuf message grpc_testing.SimpleRequest`
}

// namesOnly differs in names and defaults: an info.
func namesOnly(b *grpc_testing.ReconnectInfo) ([]byte, error) {
	return json.Marshal(b) // want `^json.Marshal does not write the JSON of protobuf message grpc_testing.ReconnectInfo that protojson reads$`
}

// logged is only to be looked at: an info.
func logged(s *grpc_testing.SimpleRequest) {
	text, _ := json.Marshal(s) // want `does not write the JSON of protobuf message grpc_testing.SimpleRequest`
	log.Printf("request %s", text)
}
