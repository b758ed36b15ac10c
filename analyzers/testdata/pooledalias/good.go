package pooledalias

import (
	"bytes"
	"encoding/json"
	"errors"
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

// inOrder puts the slice back when all is done.
func inOrder(s string, see func([]byte)) error {
	p := slices.Get().(*[]byte)
	defer slices.Put(p)
	data, err := scratch(p, s)
	if err != nil {
		return err
	}
	see(data)
	return nil
}

// upper returns memory of its own, which the slice only helped to fill.
func upper(p *[]byte, s string) []byte {
	*p = append((*p)[:0], s...)
	return bytes.ToUpper(*p)
}

func uppered(s string) []byte {
	p := slices.Get().(*[]byte)
	defer slices.Put(p)
	return upper(p, s)
}

// trimmed makes a string of what the library returns.
func trimmed(s string) string {
	p := slices.Get().(*[]byte)
	defer slices.Put(p)
	return string(bytes.TrimSpace(bracket((*p)[:0], s)))
}

// other returns memory of another argument.
func other(p *[]byte, s []byte) []byte {
	*p = append((*p)[:0], s...)
	return s
}

func othered(s []byte) []byte {
	p := slices.Get().(*[]byte)
	defer slices.Put(p)
	return other(p, s)
}

// compressed returns the buffer with an error only when it has gone back, and
// nobody looks at it then.
func compressed(w io.Closer) (buf *bytes.Buffer, err error) {
	buf = buffers.Get().(*bytes.Buffer)
	if err = w.Close(); err != nil {
		buffers.Put(buf)
		return
	}
	return
}

func filled(r io.Reader) (*bytes.Buffer, error) {
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	if n, _ := buf.ReadFrom(r); n == 0 {
		buffers.Put(buf)
		return buf, errors.New("nothing to read")
	}
	return buf, nil
}

// writer appends to the memory that it is given.
type writer struct{ to []byte }

func (w *writer) reset(to []byte) { w.to = to }

func (w *writer) write(s string) { w.to = append(w.to, s...) }

var writers = sync.Pool{New: func() any { return new(writer) }}

// appendText returns memory of the caller, or new: the next one to borrow the
// writer gives it other.
func appendText(to []byte, s string) []byte {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.reset(to)
	w.write(s)
	return w.to
}
