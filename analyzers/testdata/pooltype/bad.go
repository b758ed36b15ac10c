package pooltype

import (
	"bytes"
	"io"
	"strings"
	"sync"
)

var slices = sync.Pool{New: func() any { return make([]byte, 0, 1024) }}

// quote expects a pointer of a pool of slices.
func quote(s string) string {
	p := slices.Get().(*[]byte) // want `slices\.Get\(\)\.\(\*\[\]byte\) panics for what New returns, which is of type \[\]byte`
	defer slices.Put(p)
	*p = append((*p)[:0], '"')
	*p = append(*p, s...)
	return string(append(*p, '"'))
}

var words = sync.Pool{New: func() any { return []string(nil) }}

// split puts back a pointer to what it has.
func split(text string) int {
	found := words.Get().([]string)
	defer words.Put(&found) // want `&found of type \*\[\]string goes into a pool that is expected to have \[\]string: a later Get panics`
	found = append(found[:0], strings.Fields(text)...)
	return len(found)
}

// encoder has a pool, and no constructor that fills it.
type encoder struct{ buffers sync.Pool }

func (e *encoder) encode(text string) string {
	buf := e.buffers.Get().(*bytes.Buffer) // want `e\.buffers\.Get\(\)\.\(\*bytes\.Buffer\) panics while the pool is empty: nothing sets its New, and so Get returns nil`
	defer e.buffers.Put(buf)
	buf.Reset()
	buf.WriteString(text)
	return buf.String()
}

var builders = &sync.Pool{New: newBuilder}

func newBuilder() any { return new(strings.Builder) }

// join takes builders for buffers, and never gets any.
func join(parts ...string) string {
	buf, ok := builders.Get().(*bytes.Buffer) // want `builders\.Get\(\)\.\(\*bytes\.Buffer\) never holds: New returns \*strings\.Builder`
	if !ok {
		buf = new(bytes.Buffer)
	}
	for _, part := range parts {
		buf.WriteString(part)
	}
	return buf.String()
}

// readers sets New behind the literal.
func readers() func(string) io.Reader {
	var pool sync.Pool
	pool.New = func() any { return strings.Reader{} }
	return func(text string) io.Reader {
		r := pool.Get().(io.Reader) // want `pool\.Get\(\)\.\(io\.Reader\) panics for what New returns, which is of type strings\.Reader`
		r.(*strings.Reader).Reset(text)
		return r
	}
}
