package pooledalias

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"example.com/fixtures/pooledalias/helper"
)

// copied returns a copy.
func copied(v any) ([]byte, error) {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := json.NewEncoder(buf).Encode(v); err != nil {
		return nil, err
	}
	return bytes.Clone(buf.Bytes()), nil
}

// appended returns a copy in the old way.
func appended(v any) ([]byte, error) {
	buf := get()
	defer put(buf)
	buf.Reset()
	err := json.NewEncoder(buf).Encode(v)
	return append([]byte(nil), buf.Bytes()...), err
}

// text returns a string, which is a copy.
func text(v any) (string, string) {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	fmt.Fprint(buf, v)
	return buf.String(), string(buf.Bytes())
}

// written is written before the buffer goes back.
func written(w io.Writer, v any) error {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := json.NewEncoder(buf).Encode(v); err != nil {
		return err
	}
	return helper.Write(w, buf.Bytes())
}

// measured returns a number.
func measured(v any) (int, error) {
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	err := json.NewEncoder(buf).Encode(v)
	n := len(buf.Bytes())
	buffers.Put(buf)
	return n, err
}

// compressor pools what works on a buffer of its own.
type compressor struct{ out *bytes.Buffer }

var compressors = sync.Pool{New: func() any { return new(compressor) }}

func compress(data []byte) []byte {
	var out bytes.Buffer
	c := compressors.Get().(*compressor)
	defer compressors.Put(c)
	c.out = &out
	c.out.Write(data)
	return out.Bytes()
}

// lent gives the buffer to the caller, who puts it back.
func lent(v any) (*bytes.Buffer, func()) {
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	fmt.Fprint(buf, v)
	return buf, func() { buffers.Put(buf) }
}

// taken keeps the buffer, and puts back another one.
func taken(v any) []byte {
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	fmt.Fprint(buf, v)
	buffers.Put(new(bytes.Buffer))
	return buf.Bytes()
}

// onError puts the buffer back only where it does not return it.
func onError(v any) ([]byte, error) {
	buf := get()
	buf.Reset()
	if err := json.NewEncoder(buf).Encode(v); err != nil {
		put(buf)
		return nil, err
	}
	return buf.Bytes(), nil
}

// each borrows a buffer in each turn.
func each(w io.Writer, all []any) error {
	for _, v := range all {
		buf := get()
		buf.Reset()
		fmt.Fprint(buf, v)
		err := helper.Write(w, buf.Bytes())
		put(buf)
		if err != nil {
			return err
		}
	}
	return nil
}

// local keeps the memory in a struct that does not leave.
func local(w io.Writer, v any) error {
	buf := get()
	defer put(buf)
	fmt.Fprint(buf, v)
	m := message{body: buf.Bytes()}
	return helper.Write(w, m.body)
}

// overwritten returns a copy in a variable that had the memory itself.
func overwritten(v any) (data []byte, err error) {
	buf := get()
	defer func() {
		put(buf)
		if err != nil {
			data = nil
		}
	}()
	buf.Reset()
	err = json.NewEncoder(buf).Encode(v)
	data = buf.Bytes()
	data = bytes.ToUpper(data)
	return data, err
}

// request has a body for as long as it is being sent.
type request struct{ body []byte }

func (r *request) send(w io.Writer, v any) error {
	buf := get()
	defer func() {
		r.body = nil
		put(buf)
	}()
	fmt.Fprint(buf, v)
	r.body = buf.Bytes()
	return helper.Write(w, r.body)
}
