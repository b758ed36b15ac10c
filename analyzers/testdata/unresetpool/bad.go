package unresetpool

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"hash"
	"io"
	"net/http"
	"strings"
	"sync"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// encode returns what was encoded before, too.
func encode(v any) (string, error) {
	buf := buffers.Get().(*bytes.Buffer) // want `what was written to an object of buffers is still in it the next time: nothing resets it`
	defer buffers.Put(buf)
	if err := json.NewEncoder(buf).Encode(v); err != nil {
		return "", err
	}
	return buf.String(), nil
}

var digests = &sync.Pool{New: func() any { return sha256.New() }}

// sum is that of all data so far.
func sum(data []byte) []byte {
	h := digests.Get().(hash.Hash) // want `what was written to an object of digests is still in it the next time: nothing resets it`
	h.Write(data)
	defer digests.Put(h)
	return h.Sum(nil)
}

// recorded keeps a copy of each body, next to those of other requests.
func recorded(next http.Handler, fresh func() any) http.Handler {
	pool := sync.Pool{New: fresh}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		buf := pool.Get().(*bytes.Buffer) // want `what was written to an object of pool is still in it the next time: nothing resets it`
		defer pool.Put(buf)
		body, err := io.ReadAll(io.TeeReader(r.Body, buf))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

// joiner has a pool of its own, and methods for it.
type joiner struct{ builders sync.Pool }

func (j *joiner) get() *bytes.Buffer {
	if buf, ok := j.builders.Get().(*bytes.Buffer); ok { // want `what was written to an object of j\.builders is still in it the next time: nothing resets it`
		return buf
	}
	return new(bytes.Buffer)
}

func (j *joiner) put(buf *bytes.Buffer) {
	if buf.Cap() < 1<<16 {
		j.builders.Put(buf)
	}
}

func (j *joiner) join(words ...string) string {
	buf := j.get()
	defer j.put(buf)
	for _, word := range words {
		add(buf, word)
	}
	return strings.ToUpper(buf.String())
}

func add(w io.Writer, word string) { io.WriteString(w, word) }

// indent leaves what it has read in the buffer.
func indent(data []byte) (string, error) {
	buf := buffers.Get().(*bytes.Buffer) // want `what was written to an object of buffers is still in it the next time: nothing resets it`
	err := json.Indent(buf, data, "", "\t")
	text := string(buf.Bytes())
	buffers.Put(buf)
	return text, err
}
