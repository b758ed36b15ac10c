package deafsend

import (
	"log"
	"time"

	"google.golang.org/grpc/interop/grpc_testing"

	"example.com/fixtures/deafsend/helper"
)

func (s *server) returned(stream helper.Stream) error {
	ticker := time.NewTicker(s.every)
	defer ticker.Stop()
	for {
		if err := stream.Send(s.status()); err != nil {
			return err
		}
		<-ticker.C
	}
}

// withContext ends with the client too.
func (s *server) withContext(stream helper.Stream) error {
	ticker := time.NewTicker(s.every)
	defer ticker.Stop()
	for {
		select {
		case <-stream.Context().Done():
			return stream.Context().Err()
		case <-ticker.C:
			if err := stream.Send(s.status()); err != nil {
				log.Printf("sending: %v", err)
			}
		}
	}
}

// withChannel ends with the events.
func withChannel(events <-chan *grpc_testing.StreamingOutputCallResponse, stream helper.Stream) error {
	for event := range events {
		if err := stream.Send(event); err != nil {
			log.Printf("sending: %v", err)
		}
	}
	return nil
}

// withRecv ends when the client says no more.
func withRecv(stream grpc_testing.TestService_FullDuplexCallServer) error {
	for {
		if _, err := stream.Recv(); err != nil {
			return err
		}
		if err := stream.Send(&grpc_testing.StreamingOutputCallResponse{}); err != nil {
			log.Printf("sending: %v", err)
		}
	}
}

// counted gives up after some failures.
func (s *server) counted(stream helper.Stream) error {
	ticker := time.NewTicker(s.every)
	defer ticker.Stop()
	for failures := 0; ; <-ticker.C {
		err := stream.Send(s.status())
		if err != nil {
			failures++
			if failures > 3 {
				return err
			}
		}
	}
}

// broadcast sends to all clients, some of which have gone.
func broadcast(events <-chan *grpc_testing.StreamingOutputCallResponse, streams func() []helper.Stream) {
	for {
		event := <-events
		for _, stream := range streams() {
			if err := stream.Send(event); err != nil {
				log.Printf("sending: %v", err)
			}
		}
	}
}

// current sends to the client of the moment.
type current struct{ Stream helper.Stream }

func (c *current) run(events <-chan *grpc_testing.StreamingOutputCallResponse) {
	for {
		if err := c.Stream.Send(<-events); err != nil {
			log.Printf("sending: %v", err)
		}
	}
}

// upload is the client's end.
func upload(stream grpc_testing.TestService_StreamingInputCallClient, parts <-chan *grpc_testing.StreamingInputCallRequest) {
	for {
		if err := stream.Send(<-parts); err != nil {
			log.Printf("sending: %v", err)
		}
	}
}

// once sends once.
func once(stream helper.Stream) {
	if err := helper.Send(stream, "hello"); err != nil {
		log.Printf("sending: %v", err)
	}
}

// knotted is a cycle that is entered in two places.
func (s *server) knotted(stream helper.Stream, late bool) error {
	if late {
		goto second
	}
first:
	stream.Send(s.status())
second:
	if err := stream.SendMsg(s.status()); err != nil {
		log.Print(err)
	}
	goto first
}

// repeated sends ten times, whether the client is there or not.
func (s *server) repeated(stream helper.Stream) error {
	for i := 0; i < 10; i++ {
		stream.Send(s.status())
	}
	return nil
}
