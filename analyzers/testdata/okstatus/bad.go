// Package okstatus makes errors that say OK.
package okstatus

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
)

// shop is a server that reports its failures under the wrong code.
type shop struct {
	grpc_testing.UnimplementedTestServiceServer
	money int
}

// EmptyCall takes the wrong code.
func (s *shop) EmptyCall(context.Context, *grpc_testing.Empty) (*grpc_testing.Empty, error) {
	if s.money <= 0 {
		return nil, status.Error(codes.OK, "not enough money") // want `status.Error with the code OK is nil: nobody sees an error, and the message is lost`
	}
	return &grpc_testing.Empty{}, nil
}

// UnaryCall wants to tell more about a success.
func (s *shop) UnaryCall(_ context.Context, in *grpc_testing.SimpleRequest) (*grpc_testing.SimpleResponse, error) {
	return &grpc_testing.SimpleResponse{}, status.Errorf(codes.OK, "%d paid", in.GetResponseSize()) // want `status.Errorf with the code OK is nil`
}

// inSteps makes the status first.
func inSteps() error {
	st := status.New(codes.OK, "refused")
	return st.Err() // want `st.Err with the code OK is nil`
}

// byNumber has the code as a number, in a constant of its own.
func byNumber() error {
	const refused = 0
	return status.Error(refused, "refused") // want `status.Error with the code OK is nil`
}

// converted panics with what it takes for an error.
func converted() (err error) {
	defer func() { err, _ = recover().(error) }()
	panic(status.Error(codes.OK, "refused")) // want `status.Error with the code OK is nil`
}
