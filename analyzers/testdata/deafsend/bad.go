// Package deafsend has handlers of streams that outlive their clients.
package deafsend

import (
	"log"
	"time"

	"google.golang.org/grpc/interop/grpc_testing"

	"example.com/fixtures/deafsend/helper"
)

// server sends its status.
type server struct {
	grpc_testing.UnimplementedTestServiceServer
	status func() *grpc_testing.StreamingOutputCallResponse
	every  time.Duration
}

func (s *server) StreamingOutputCall(_ *grpc_testing.StreamingOutputCallRequest, stream helper.Stream) error {
	ticker := time.NewTicker(s.every)
	defer ticker.Stop()
	for {
		err := stream.Send(s.status()) // want `the loop goes on when stream.Send has failed, and nothing else ends it: it outlives its client`
		if err != nil {
			log.Printf("sending: %v", err)
		}
		<-ticker.C
	}
}

func (s *server) onEvents(events <-chan *grpc_testing.StreamingOutputCallResponse, stream helper.Stream) error {
	ticker := time.NewTicker(s.every)
	defer ticker.Stop()
	for {
		select {
		case event := <-events:
			if err := stream.Send(event); err != nil { // want `the loop goes on when stream.Send has failed`
				log.Printf("sending: %v", err)
				continue
			}
		case <-ticker.C:
			stream.SendMsg(s.status()) // want `the error of stream.SendMsg is dropped, and nothing else ends the loop: it outlives its client`
		}
	}
}
