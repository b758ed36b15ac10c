// Cacheprog is a program for GOCACHEPROG that shares a cache between machines:
// what one puts into the store, another one finds there. The store is a
// directory; of what it gets from there, a machine keeps a copy of its own.
//
// The protocol is that of cmd/go/internal/cacheprog.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// request is a message of the go command, or of govlint.
type request struct {
	ID       int64
	Command  string
	ActionID []byte
	OutputID []byte
	BodySize int64
	body     []byte
}

// response is the answer to the request with the same ID.
type response struct {
	ID            int64
	Err           string   `json:",omitempty"`
	KnownCommands []string `json:",omitempty"`
	Miss          bool     `json:",omitempty"`
	OutputID      []byte   `json:",omitempty"`
	Size          int64    `json:",omitempty"`
	DiskPath      string   `json:",omitempty"`
}

func main() {
	store := flag.String("store", "", "shared `directory`")
	local := flag.String("local", "", "`directory` of this machine")
	flag.Parse()
	if err := (&server{store: *store, local: *local}).serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "cacheprog:", err)
		os.Exit(1)
	}
}

// server answers requests.
type server struct {
	store, local string

	mu  sync.Mutex
	out *json.Encoder
}

func (s *server) serve(in io.Reader, out io.Writer) error {
	if s.store == "" || s.local == "" {
		return errors.New("usage: cacheprog -store directory -local directory")
	}
	for _, dir := range []string{s.store, s.local} {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return err
		}
	}
	s.out = json.NewEncoder(out)
	if err := s.answer(response{KnownCommands: []string{"get", "put", "close"}}); err != nil {
		return err
	}
	lines := bufio.NewReader(in)
	var group sync.WaitGroup
	defer group.Wait()
	for {
		r, err := read(lines)
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if r.Command == "close" {
			group.Wait()
			return s.answer(response{ID: r.ID})
		}
		group.Go(func() {
			a, err := s.do(r)
			if err != nil {
				a.Err = err.Error()
			}
			a.ID = r.ID
			_ = s.answer(a) // whoever does not listen has ended
		})
	}
}

// read reads a request: a line of JSON and, if it has a body, one with a string
// of base64.
func read(in *bufio.Reader) (*request, error) {
	line, err := next(in)
	if err != nil {
		return nil, err
	}
	r := &request{}
	if err := json.Unmarshal([]byte(line), r); err != nil {
		return nil, err
	}
	if r.BodySize == 0 {
		return r, nil
	}
	if line, err = next(in); err != nil {
		return nil, err
	}
	r.body, err = base64.StdEncoding.DecodeString(strings.Trim(line, `"`))
	return r, err
}

// next returns the next line that is not empty.
func next(in *bufio.Reader) (string, error) {
	for {
		line, err := in.ReadString('\n')
		if line = strings.TrimSpace(line); line != "" || err != nil {
			return line, err
		}
	}
}

func (s *server) answer(a response) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Encode(a)
}

func (s *server) do(r *request) (response, error) {
	switch r.Command {
	case "get":
		return s.get(r)
	case "put":
		return s.put(r)
	}
	return response{}, fmt.Errorf("unknown command %q", r.Command)
}

// get copies from the store to this machine. The store has two files for each
// action: what its output is, and the output.
func (s *server) get(r *request) (response, error) {
	output, err := os.ReadFile(filepath.Join(s.store, "a-"+hex.EncodeToString(r.ActionID)))
	if err != nil {
		return response{Miss: true}, nil
	}
	body, err := os.ReadFile(filepath.Join(s.store, "d-"+hex.EncodeToString(output)))
	if err != nil {
		return response{Miss: true}, nil
	}
	path, err := write(s.local, "d-"+hex.EncodeToString(output), body)
	return response{OutputID: output, Size: int64(len(body)), DiskPath: path}, err
}

func (s *server) put(r *request) (response, error) {
	name := "d-" + hex.EncodeToString(r.OutputID)
	if _, err := write(s.store, name, r.body); err != nil {
		return response{}, err
	}
	if _, err := write(s.store, "a-"+hex.EncodeToString(r.ActionID), r.OutputID); err != nil {
		return response{}, err
	}
	path, err := write(s.local, name, r.body)
	return response{DiskPath: path}, err
}

// write writes a file at once, as other programs may be reading it.
func write(dir, name string, data []byte) (string, error) {
	f, err := os.CreateTemp(dir, "tmp-")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return "", err
	}
	path, err := filepath.Abs(filepath.Join(dir, name))
	if err != nil {
		return "", err
	}
	return path, os.Rename(f.Name(), path)
}
