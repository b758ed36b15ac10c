package unresetpool

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
)

// differs reports whether a function returns something else when it is called
// again with the same argument.
func differs(call func(string) string) bool {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for range 100 { // with the race detector, pools forget objects at random
		if call("same") != call("same") {
			return true
		}
	}
	return false
}

func TestVerify(t *testing.T) {
	var j joiner
	g := newGiver()
	for name, bad := range map[string]func(string) string{
		"encode": func(s string) string { text, _ := encode(s); return text },
		"sum":    func(s string) string { return string(sum([]byte(s))) },
		"join":   func(s string) string { return j.join(s) },
		"indent": func(s string) string { text, _ := indent([]byte(`"` + s + `"`)); return text },
	} {
		if !differs(bad) {
			t.Errorf("%s returns the same again", name)
		}
	}
	runtime.GC() // what is in a pool survives one collection
	runtime.GC()
	for name, good := range map[string]func(string) string{
		"before":    func(s string) string { text, _ := before(s); return text },
		"truncated": func(s string) string { return truncated(s) },
		"after":     func(s string) string { return after(s, s) },
		"replaced":  func(s string) string { return replaced(s) },
		"giver":     func(s string) string { return g.text(s) },
		"drained":   func(s string) string { var b strings.Builder; drained(&b, s); return b.String() },
		"copied":    func(s string) string { var b strings.Builder; copied(&b, s); return b.String() },
		"elsewhere": elsewhere,
		"hashed":    func(s string) string { return string(hashed([]byte(s))) },
		"recordOf":  func(s string) string { return string(recordOf(s)) },
		"keyedSum":  func(s string) string { return string(keyedSum([]byte(s))) },
		"waiting": func(s string) string {
			var w waiting
			w.start()
			w.write(s)
			return w.end()
		},
	} {
		if differs(good) {
			t.Errorf("%s returns something else", name)
		}
	}
}

// TestVerifyGrowth shows that a buffer which nobody reads grows with each use.
func TestVerifyGrowth(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	var all []*bytes.Buffer
	handler := recorded(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), func() any {
		all = append(all, new(bytes.Buffer))
		return all[len(all)-1]
	})
	for range 100 {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("POST", "/", strings.NewReader("body")))
	}
	if !slices.ContainsFunc(all, func(buf *bytes.Buffer) bool { return buf.Len() > len("body") }) {
		t.Error("no buffer has more than one body")
	}
}
