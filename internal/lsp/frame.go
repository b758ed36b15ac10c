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

// pump hands messages on until one side ends. Through posts each to the other
// side, in the order in which it is called.
func pump(ctx context.Context, from io.Reader, to *sink, through func([]byte)) error {
	stream, ok := jsonrpc2.NewHeaderStream(readOnly{from, io.Discard}).(frames)
	if !ok {
		return fmt.Errorf("the stream has no frames")
	}
	for {
		body, _, err := stream.ReadFrame(ctx)
		if err != nil {
			return err
		}
		through(body)
		if err := to.wait(); err != nil {
			return err
		}
	}
}

// backlog is how much may wait to be written before a pump reads on.
const backlog = 1 << 20

// sink is where messages are written, one after the other. Nobody who posts one
// waits for the reader at the other end: an editor may be busy sending.
type sink struct {
	w    io.Writer
	done chan struct{} // closed when all is written that ever will be

	mu     sync.Mutex
	change sync.Cond // of what follows
	buffer []byte    // what is not being written yet
	closed bool
	err    error
}

func newSink(w io.Writer) *sink {
	s := &sink{w: w, done: make(chan struct{})}
	s.change.L = &s.mu
	go s.run()
	return s
}

// run writes what is posted until the sink is closed.
func (s *sink) run() {
	defer close(s.done)
	s.mu.Lock()
	defer s.mu.Unlock()
	var batch []byte
	for s.err == nil {
		if len(s.buffer) == 0 {
			if s.closed {
				return
			}
			s.change.Wait()
			continue
		}
		batch, s.buffer = s.buffer, batch[:0]
		s.mu.Unlock()
		_, err := s.w.Write(batch)
		s.mu.Lock()
		s.err = err
		s.change.Broadcast()
	}
}

// post has a message written soon. The body may be changed afterwards.
func (s *sink) post(body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buffer = fmt.Appendf(s.buffer, "Content-Length: %d\r\n\r\n", len(body))
	s.buffer = append(s.buffer, body...)
	s.change.Broadcast()
}

// wait waits until not much is left to be written.
func (s *sink) wait() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.err == nil && len(s.buffer) > backlog {
		s.change.Wait()
	}
	return s.err
}

// close lets what has been posted be written; done tells when.
func (s *sink) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.change.Broadcast()
}

func (s *sink) notify(method string, params any) {
	text, err := json.Marshal(params)
	if err != nil {
		return // cannot be: all that we send is plain data
	}
	s.post(jsonrpc2.AppendNotification(nil, method, text))
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
