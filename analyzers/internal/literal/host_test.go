package literal_test

import (
	"testing"

	"github.com/govlint/govlint/analyzers/internal/literal"
)

func TestHost(t *testing.T) {
	for address, want := range map[string]string{
		"10.0.0.1:80":                    "10.0.0.1",
		":80":                            "",
		"http://shop:80/orders":          "shop",
		"[::1]:80":                       "::1",
		"http://" + literal.Gap + "/":    "?",
		"shop:" + literal.Gap:            "shop",
		"http://shop/" + literal.Gap:     "shop",
		"http://" + literal.Gap + ".com": "?",
	} {
		host, ok := literal.Host(address)
		if !ok {
			host = "?"
		}
		if host != want {
			t.Errorf("%q: %q, want %q", address, host, want)
		}
	}
}

func TestLoopback(t *testing.T) {
	for address, want := range map[string]bool{
		"localhost:6060":            true,
		"http://127.0.0.1:8500/v1/": true,
		"[::1]:80":                  true,
		":80":                       false,
		"0.0.0.0:80":                false,
		literal.Gap + ":80":         false,
		"localhost:" + literal.Gap:  true,
	} {
		if literal.Loopback(address) != want {
			t.Errorf("%q: %t", address, !want)
		}
	}
}
