package pooltype

import (
	"bytes"
	"runtime/debug"
	"sync"
	"testing"
)

// panics reports whether a function panics when it is called several times.
func panics(call func()) (panicked bool) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	defer func() { panicked = recover() != nil }()
	for range 100 { // with the race detector, pools forget objects at random
		call()
	}
	return false
}

func TestVerify(t *testing.T) {
	var e encoder
	read := readers()
	for name, bad := range map[string]func(){
		"quote":   func() { quote("x") },
		"split":   func() { split("a b") },
		"encode":  func() { e.encode("x") },
		"readers": func() { read("x") },
	} {
		if !panics(bad) {
			t.Errorf("%s does not panic", name)
		}
	}
	b, raw := newBox[string](), sync.Pool{New: func() any { return new(bytes.Buffer) }}
	c := newConstructed(&raw)
	for name, good := range map[string]func(){
		"join":        func() { join("a", "b") },
		"quoted":      func() { quoted("x") },
		"lazy":        func() { toLazy(fromLazy()); toLazy(fromLazyToo()) },
		"sum":         func() { sum([]byte("x")) },
		"written":     func() { written("x") },
		"constructed": func() { c.length("x") },
		"unkeyed":     func() { one.get() },
		"filled":      func() { fromFilled() },
		"box":         func() { b.get() },
		"both":        func() { fromBoth() },
		"returned":    returned,
	} {
		if panics(good) {
			t.Errorf("%s panics", name)
		}
	}
}
