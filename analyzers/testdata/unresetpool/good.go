package unresetpool

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"strings"
	"sync"

	"example.com/fixtures/unresetpool/helper"
)

// before resets what it gets.
func before(v any) (string, error) {
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	defer buffers.Put(buf)
	err := json.NewEncoder(buf).Encode(v)
	return buf.String(), err
}

// truncated cuts all of it off.
func truncated(v any) string {
	buf := buffers.Get().(*bytes.Buffer)
	buf.Truncate(0)
	fmt.Fprint(buf, v)
	defer buffers.Put(buf)
	return buf.String()
}

var clean = sync.Pool{New: func() any { return new(strings.Builder) }}

// after resets what it puts back.
func after(words ...string) string {
	b := clean.Get().(*strings.Builder)
	defer func() {
		b.Reset()
		clean.Put(b)
	}()
	for _, word := range words {
		b.WriteString(word)
	}
	return b.String()
}

// replaced puts an empty one in its place.
func replaced(v any) string {
	b := clean.Get().(*strings.Builder)
	fmt.Fprint(b, v)
	text := b.String()
	*b = strings.Builder{}
	clean.Put(b)
	return text
}

// a giver has helpers that reset.
type giver struct{ pool *sync.Pool }

func newGiver() *giver {
	return &giver{pool: &sync.Pool{New: func() any { return new(bytes.Buffer) }}}
}

func (g *giver) get() *bytes.Buffer { return g.pool.Get().(*bytes.Buffer) }

func (g *giver) put(buf *bytes.Buffer) {
	buf.Reset()
	g.pool.Put(buf)
}

func (g *giver) text(v any) string {
	buf := g.get()
	defer g.put(buf)
	fmt.Fprint(buf, v)
	return buf.String()
}

var tidy = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// drained writes all that is in the buffer, and so empties it.
func drained(w io.Writer, v any) error {
	buf := tidy.Get().(*bytes.Buffer)
	defer tidy.Put(buf)
	fmt.Fprint(buf, v)
	_, err := buf.WriteTo(w)
	return err
}

// copied reads to the end, and so empties it.
func copied(w io.Writer, v any) error {
	buf := tidy.Get().(*bytes.Buffer)
	defer tidy.Put(buf)
	fmt.Fprint(buf, v)
	_, err := io.Copy(w, buf)
	return err
}

// elsewhere has another package reset it.
func elsewhere(text string) string {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	helper.Fill(buf, text)
	return buf.String()
}

// hashed resets the hash.
func hashed(data []byte) []byte {
	h := digests.Get().(hash.Hash)
	defer digests.Put(h)
	h.Reset()
	h.Write(data)
	return h.Sum(nil)
}

// kept is not put back: what comes from the pool is new.
func kept(v any) *bytes.Buffer {
	buf := buffers.Get().(*bytes.Buffer)
	fmt.Fprint(buf, v)
	buffers.Put(new(bytes.Buffer))
	return buf
}

// unwritten goes back where nothing was written.
func unwritten(v any) *bytes.Buffer {
	buf := buffers.Get().(*bytes.Buffer)
	if v == nil {
		buffers.Put(buf)
		return nil
	}
	buf.WriteString("v: ")
	fmt.Fprint(buf, v)
	return buf
}

// Borrow lends a buffer to other packages, which know what to do with it.
func Borrow() *bytes.Buffer { return buffers.Get().(*bytes.Buffer) }

// Return takes it back.
func Return(buf *bytes.Buffer) { buffers.Put(buf) }

// record has a buffer in it, which is reset with the rest.
type record struct {
	sum  hash.Hash
	text bytes.Buffer
}

func (r *record) clear() {
	r.sum.Reset()
	r.text.Reset()
}

var records = sync.Pool{New: func() any { return &record{sum: sha256.New()} }}

func recordOf(text string) []byte {
	r := records.Get().(*record)
	defer records.Put(r)
	defer r.clear()
	r.text.WriteString(text)
	r.sum.Write(r.text.Bytes())
	return r.sum.Sum(nil)
}

// keyed is a hash whose own fields the package sets.
type keyed struct{ hash.Hash }

var keyeds = sync.Pool{New: func() any { return &keyed{sha256.New()} }}

func keyedSum(data []byte) []byte {
	k := keyeds.Get().(*keyed)
	defer keyeds.Put(k)
	k.Hash = sha256.New()
	k.Write(data)
	return k.Sum(nil)
}

var writers = sync.Pool{New: func() any { return bufio.NewWriter(io.Discard) }}

// flushed writes through a writer, which keeps nothing.
func flushed(text string) {
	w := writers.Get().(*bufio.Writer)
	defer writers.Put(w)
	w.WriteString(text)
	w.Flush()
}

// waiting has a buffer for as long as it waits.
type waiting struct{ buf *bytes.Buffer }

func (w *waiting) start() { w.buf = tidy.Get().(*bytes.Buffer) }

func (w *waiting) write(text string) { w.buf.WriteString(text) }

func (w *waiting) end() string {
	text := w.buf.String()
	w.buf.Reset()
	tidy.Put(w.buf)
	return text
}
