package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"go.lsp.dev/jsonrpc2"
)

// frames reads the bodies of messages. Each is valid until the next is read.
type frames interface {
	ReadFrame(ctx context.Context) ([]byte, int64, error)
}

// readOnly is a connection that is only read from.
type readOnly struct {
	io.Reader
	io.Writer
}

func (readOnly) Close() error { return nil }

// pump copies messages until one side ends. Through may change one, or return
// nil to keep it back.
func pump(ctx context.Context, from io.Reader, to *sink, through func([]byte) []byte) error {
	stream, ok := jsonrpc2.NewHeaderStream(readOnly{from, io.Discard}).(frames)
	if !ok {
		return fmt.Errorf("the stream has no frames")
	}
	for {
		body, _, err := stream.ReadFrame(ctx)
		if err != nil {
			return err
		}
		if body = through(body); body == nil {
			continue
		}
		if err := to.send(body); err != nil {
			return err
		}
	}
}

// sink is where messages are written, each in one piece.
type sink struct {
	mu sync.Mutex
	w  io.Writer
}

func (s *sink) send(body []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.w.Write(append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(body)), body...))
	return err
}

func (s *sink) notify(method string, params any) error {
	text, err := json.Marshal(params)
	if err != nil {
		return err
	}
	return s.send(jsonrpc2.AppendNotification(nil, method, text))
}

// with returns a JSON object with some of its members replaced.
func with(object []byte, members map[string]any) ([]byte, error) {
	all := map[string]json.RawMessage{}
	if err := json.Unmarshal(object, &all); err != nil {
		return nil, err
	}
	for name, value := range members {
		text, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		all[name] = text
	}
	return json.Marshal(all)
}
