package pooledalias

import (
	"os"
	"runtime/debug"
	"strings"
	"testing"
)

// spoiled reports whether what a function returns changes when it is called
// again.
func spoiled(call func(any) []byte) bool {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for range 100 { // with the race detector, pools forget objects at random
		first := call("first")
		before := string(first)
		call("other")
		if string(first) != before {
			return true
		}
	}
	return false
}

func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for name, bad := range map[string]struct {
		cured bool
		call  func(any) []byte
	}{
		"encode":        {true, func(v any) []byte { data, _ := encode(v); return data }},
		"encodeInOrder": {true, encodeInOrder},
		"encodeFirst":   {true, func(v any) []byte { data, _ := encodeFirst(v); return data }},
		"pack":          {true, func(v any) []byte { m, _ := pack(v); return m.body }},
		"send": {true, func(v any) []byte {
			to := make(chan []byte, 1)
			send(v, to)
			return <-to
		}},
		"quote":     {false, func(v any) []byte { return quote(v.(string)) }},
		"number":    {false, func(v any) []byte { return number(v.(string)) }},
		"bracketed": {false, func(v any) []byte { return bracketed(v.(string)) }},
		"measure": {false, func(v any) (data []byte) {
			measure(v.(string), func(seen []byte) { data = seen })
			return data
		}},
	} {
		if got, want := spoiled(bad.call), !fixed || !bad.cured; got != want {
			t.Errorf("%s: spoiled %t, want %t", name, got, want)
		}
	}
	for name, call := range map[string]func(any) []byte{
		"copied":   func(v any) []byte { data, _ := copied(v); return data },
		"appended": func(v any) []byte { data, _ := appended(v); return data },
		"uppered":  func(v any) []byte { return uppered(v.(string)) },
		"othered":  func(v any) []byte { return othered([]byte(v.(string))) },
		"compress": func(v any) []byte { return compress([]byte(v.(string))) },
	} {
		if spoiled(call) {
			t.Errorf("%s is spoiled", name)
		}
	}
	var w strings.Builder
	if err := each(&w, []any{"a", "b"}); err != nil || w.String() != "a\nb\n" {
		t.Errorf("each writes %q, %v", w.String(), err)
	}
}
