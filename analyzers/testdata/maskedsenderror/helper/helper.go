// Package helper opens and ends uploads for package maskedsenderror.
package helper

import (
	"context"
	"io"

	"google.golang.org/grpc/interop/grpc_testing"
)

// Open opens an upload.
func Open(ctx context.Context, client grpc_testing.TestServiceClient) (grpc_testing.TestService_StreamingInputCallClient, error) {
	return client.StreamingInputCall(ctx)
}

// Status returns the error that the server has given.
func Status(err error, upload grpc_testing.TestService_StreamingInputCallClient) error {
	if err == io.EOF {
		_, err = upload.CloseAndRecv()
	}
	return err
}

// Explain says more about an error.
func Explain(err error) error { return err }
