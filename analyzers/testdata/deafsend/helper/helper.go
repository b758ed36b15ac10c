// Package helper sends for other packages of a service.
package helper

import (
	"google.golang.org/grpc/interop/grpc_testing"
)

// Stream is the server's end of a stream of answers.
type Stream = grpc_testing.TestService_StreamingOutputCallServer

// Send sends a text.
func Send(stream Stream, text string) error {
	return stream.Send(&grpc_testing.StreamingOutputCallResponse{Payload: &grpc_testing.Payload{Body: []byte(text)}})
}
