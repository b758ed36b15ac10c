package pooltype

import (
	"bytes"
	"crypto/sha256"
	"hash"
	"io"
	"strings"
	"sync"

	"example.com/fixtures/pooltype/helper"
)

var pointers = sync.Pool{New: func() any { b := make([]byte, 0, 1024); return &b }}

// quoted agrees with its pool.
func quoted(s string) string {
	p := pointers.Get().(*[]byte)
	defer pointers.Put(p)
	*p = append((*p)[:0], '"')
	*p = append(*p, s...)
	return string(append(*p, '"'))
}

// lazy has no New, and asks what it gets.
var lazy sync.Pool

func fromLazy() *bytes.Buffer {
	if buf, ok := lazy.Get().(*bytes.Buffer); ok {
		return buf
	}
	return new(bytes.Buffer)
}

func fromLazyToo() *bytes.Buffer {
	v := lazy.Get()
	if v == nil {
		return new(bytes.Buffer)
	}
	return v.(*bytes.Buffer)
}

func toLazy(buf *bytes.Buffer) { lazy.Put(buf) }

// hashes are of any type that is a hash.
var hashes = sync.Pool{New: func() any { return sha256.New() }}

func sum(data []byte) []byte {
	h := hashes.Get().(hash.Hash)
	defer hashes.Put(h)
	h.Reset()
	h.Write(data)
	return h.Sum(nil)
}

// writers are taken for what they can do.
var writers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func written(text string) int {
	w := writers.Get().(io.Writer)
	defer writers.Put(w)
	n, _ := io.WriteString(w, text)
	return n
}

// constructed gets its New with the rest.
type constructed struct {
	text sync.Pool
	raw  *sync.Pool
}

func newConstructed(raw *sync.Pool) *constructed {
	c := &constructed{raw: raw}
	c.text.New = func() any { return new(strings.Builder) }
	return c
}

func (c *constructed) length(text string) int {
	b := c.text.Get().(*strings.Builder)
	defer c.text.Put(b)
	b.Reset()
	b.WriteString(text)
	buf := c.raw.Get().(*bytes.Buffer)
	defer c.raw.Put(buf)
	return b.Len() + buf.Len()
}

// unkeyed gives the pool without saying for what.
type unkeyed struct{ pool *sync.Pool }

var one = unkeyed{&sync.Pool{New: func() any { return 1 }}}

func (u unkeyed) get() int { return u.pool.Get().(int) }

// filled gets its New from another function.
var filled sync.Pool

func fromFilled() *bytes.Buffer {
	helper.Fill(&filled)
	return filled.Get().(*bytes.Buffer)
}

// box is of one type at a time.
type box[T any] struct{ pool sync.Pool }

func newBox[T any]() *box[T] {
	return &box[T]{pool: sync.Pool{New: func() any { return new(T) }}}
}

func (b *box[T]) get() *T { return b.pool.Get().(*T) }

// Shared is filled by other packages.
var Shared sync.Pool

func fromShared() int { return Shared.Get().(int) }

// chosen may be one or the other.
var chosen = sync.Pool{New: choose}

func choose() any {
	if one.get() > 0 {
		return new(bytes.Buffer)
	}
	return any(new(strings.Builder))
}

func fromChosen() *strings.Builder { return chosen.Get().(*strings.Builder) }

// both is given two types, and asks.
var both = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func fromBoth() bool {
	both.Put(new(strings.Builder))
	_, ok := both.Get().(*strings.Builder)
	return ok
}

// embedding has the methods of a pool.
type embedding struct{ sync.Pool }

func (e *embedding) one() int { return e.Pool.Get().(int) }

// returned goes back as what it was.
func returned() {
	v := pointers.Get()
	pointers.Put(v)
	pointers.Put(nil)
}
