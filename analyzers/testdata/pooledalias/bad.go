package pooledalias

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// encode returns the memory of the buffer that it gives back.
func encode(v any) ([]byte, error) {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := json.NewEncoder(buf).Encode(v); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil // want `buf\.Bytes\(\) leaves the function while the object goes back to its pool: the next one to borrow it writes over it`
}

// encodeInOrder puts the buffer back in a closure.
func encodeInOrder(v any) []byte {
	buf := buffers.Get().(*bytes.Buffer)
	defer func() {
		buf.Reset()
		buffers.Put(buf)
	}()
	if err := json.NewEncoder(buf).Encode(v); err != nil {
		return nil
	}
	return buf.Bytes()[:buf.Len()-1] // want `buf\.Bytes\(\) leaves the function while the object goes back to its pool: the next one to borrow it writes over it`
}

// encodeFirst puts it back a line too early.
func encodeFirst(v any) ([]byte, error) {
	buf := get()
	buf.Reset()
	err := json.NewEncoder(buf).Encode(v)
	data := buf.Bytes() // want `buf\.Bytes\(\) is used after the object is back in its pool: the next one to borrow it writes over it`
	put(buf)
	return data, err
}

func get() *bytes.Buffer { return buffers.Get().(*bytes.Buffer) }

func put(buf *bytes.Buffer) {
	if buf.Cap() < 1<<16 {
		buffers.Put(buf)
	}
}

// message has a body.
type message struct{ body []byte }

// pack keeps the memory in what it returns.
func pack(v any) (*message, error) {
	buf := buffers.Get().(*bytes.Buffer)
	defer put(buf)
	buf.Reset()
	err := json.NewEncoder(buf).Encode(v)
	return &message{body: buf.Bytes()}, err // want `buf\.Bytes\(\) leaves the function while the object goes back to its pool: the next one to borrow it writes over it`
}

// send hands the memory to another goroutine.
func send(v any, to chan<- []byte) error {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := json.NewEncoder(buf).Encode(v); err != nil {
		return err
	}
	to <- buf.Bytes() // want `buf\.Bytes\(\) leaves the function while the object goes back to its pool: the next one to borrow it writes over it`
	return nil
}

// slices are pooled without a buffer around them.
var slices = sync.Pool{New: func() any { b := make([]byte, 0, 1024); return &b }}

// quote returns what the pooled pointer points to.
func quote(s string) []byte {
	p := slices.Get().(*[]byte)
	defer slices.Put(p)
	out := append((*p)[:0], '"') // want `memory of a pooled object leaves the function while the object goes back to its pool: the next one to borrow it writes over it`
	out = append(out, s...)
	return append(out, '"')
}

// number returns what the library has appended to.
func number(s string) []byte {
	p := slices.Get().(*[]byte)
	defer slices.Put(p)
	return bytes.TrimSpace(fmt.Append((*p)[:0], s, "\n")) // want `memory of a pooled object leaves the function while the object goes back to its pool: the next one to borrow it writes over it`
}

// scratch keeps what it returns in the pooled slice, unless something is wrong.
func scratch(p *[]byte, s string) ([]byte, error) {
	if s == "" {
		return nil, errors.New("nothing to keep")
	}
	*p = append((*p)[:0], s...)
	return *p, nil
}

// measure puts the slice back before it has read what the helper returned.
func measure(s string, see func([]byte)) error {
	p := slices.Get().(*[]byte)
	data, err := scratch(p, s) // want `scratch\(p, s\) is used after the object is back in its pool: the next one to borrow it writes over it`
	slices.Put(p)
	if err != nil {
		return err
	}
	see(data)
	return nil
}

func bracket(data []byte, s string) []byte {
	return append(append(data, '['), s...)
}

// bracketed returns what a helper has appended to.
func bracketed(s string) []byte {
	p := slices.Get().(*[]byte)
	defer slices.Put(p)
	return bracket((*p)[:0], s) // want `memory of a pooled object leaves the function while the object goes back to its pool: the next one to borrow it writes over it`
}

// swallowed returns the buffer that has gone back as if nothing had happened.
func swallowed(w io.Closer) (*bytes.Buffer, error) {
	buf := buffers.Get().(*bytes.Buffer)
	if err := w.Close(); err != nil {
		buffers.Put(buf)
		return buf, nil // want `memory of a pooled object is used after the object is back in its pool`
	}
	return buf, nil
}
