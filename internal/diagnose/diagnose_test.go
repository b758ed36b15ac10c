package diagnose

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
)

func TestLog(t *testing.T) {
	l, err := New(map[string][]string{
		"lostspan":  {`invalid parent span IDs=\w+`, `abandoned spans`},
		"deadspan":  {`abandoned spans`},
		"lostlease": {`lease not found`},
	})
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", 3*maxBlock) + " abandoned spans " + strings.Repeat("y", maxBlock) + " abandoned spans"
	text := "ok\n\x1b[31minvalid parent span IDs=af\tabandoned spans\x1b[0m\r\n" + long + "\nINVALID PARENT\nabandoned \xffspans\nabandoned spans again"
	for _, read := range []func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.OneByteReader} {
		if err := l.Read(t.Context(), "a.log", read(strings.NewReader(text))); err != nil {
			t.Fatal(err)
		}
	}
	if l.Lines() != 12 {
		t.Errorf("%d lines, want 12", l.Lines())
	}
	var got []string
	for _, s := range l.Symptoms() {
		got = append(got, fmt.Sprintf("%s %d", s.Rule, s.Lines))
		if len(s.Examples) != maxExamples || s.Examples[1].Number != 3 || s.Examples[2].Number != 6 {
			t.Errorf("%s: examples %+v", s.Rule, s.Examples)
		}
		for _, line := range s.Examples {
			if n := len([]rune(line.Text)); n > maxText+1 || strings.ContainsAny(line.Text, "\x1b\r\n\t") {
				t.Errorf("%d characters: %q", n, line.Text)
			}
		}
	}
	if want := []string{"lostspan 6", "deadspan 6"}; !reflect.DeepEqual(got, want) {
		t.Errorf("symptoms %q, want %q", got, want)
	}
	first := l.Symptoms()[0].Examples[0]
	if want := (Line{File: "a.log", Number: 2, Text: "[31minvalid parent span IDs=af abandoned spans[0m", Pattern: "abandoned spans"}); first != want {
		t.Errorf("first line is %+v, want %+v", first, want)
	}
}

func TestErrors(t *testing.T) {
	if _, err := New(map[string][]string{"lostspan": {"("}}); err == nil || !strings.HasPrefix(err.Error(), "lostspan: ") {
		t.Errorf("error is %v", err)
	}
	l, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Read(t.Context(), "a", iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error is %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.Read(ctx, "a", endless{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if l.Symptoms() != nil {
		t.Error("symptoms without patterns")
	}
}

// endless is a log without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return copy(p, "line\n"), nil }

// BenchmarkRead reads a log in which nothing matches.
func BenchmarkRead(b *testing.B) {
	patterns := map[string][]string{}
	for i := range 80 {
		patterns[fmt.Sprint("rule", i)] = []string{fmt.Sprintf(`symptom number %d of .* seen`, i), fmt.Sprintf(`\(\*type%d\)\.method`, i)}
	}
	l, err := New(patterns)
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat(`{"level":"info","ts":1700000000,"msg":"request served","path":"/v1/orders/1234","status":200,"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}`+"\n", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if err := l.Read(b.Context(), "a", strings.NewReader(text)); err != nil {
			b.Fatal(err)
		}
	}
}

// TestLarge checks that a log is not kept, however large it is.
func TestLarge(t *testing.T) {
	const size, limit = 4 << 20, 1 << 20
	l, err := New(map[string][]string{"a": {"line"}, "b": {"nothing"}})
	if err != nil {
		t.Fatal(err)
	}
	before, log := heap(), measured{Reader: io.LimitReader(endless{}, size)}
	if err := l.Read(t.Context(), "a", &log); err != nil {
		t.Fatal(err)
	}
	if l.Lines() < size/5 || l.Symptoms()[0].Lines != l.Lines() {
		t.Errorf("%d lines, of which %d match", l.Lines(), l.Symptoms()[0].Lines)
	}
	if kept := log.heap - before; kept > limit {
		t.Errorf("%d bytes of %d are kept", kept, size)
	}
}

// measured is a log that looks at the heap when all of it has been read.
type measured struct {
	io.Reader
	heap int64
}

func (m *measured) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	if err != nil {
		m.heap = heap()
	}
	return n, err
}

// heap returns how many bytes are in use; what is only not yet collected is none
// of them.
func heap() int64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}
