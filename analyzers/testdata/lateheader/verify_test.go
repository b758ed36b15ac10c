package lateheader

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
)

func get(t *testing.T, h http.HandlerFunc) *http.Response {
	t.Helper()
	server := httptest.NewServer(h)
	defer server.Close()
	resp, err := http.Get(server.URL + "?verbose=1")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp
}

// TestVerify asks for what is set too late. With the suggestions applied, it
// arrives, but for what they leave alone.
func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	if got := get(t, statusFirst).Header.Get("Cache-Control"); (got == "no-store") != fixed {
		t.Errorf("statusFirst: Cache-Control is %q", got)
	}
	if got := get(t, bodyFirst).StatusCode; (got == http.StatusCreated) != fixed {
		t.Errorf("bodyFirst: status %d", got)
	}
	if got := get(t, sometimes).Cookies(); (len(got) == 1) != fixed {
		t.Errorf("sometimes: %v", got)
	}
	if got := get(t, byHelpers).Header.Get("Content-Type"); got == "application/json" {
		t.Errorf("byHelpers: %q", got)
	}
	if got := get(t, guarded); got.StatusCode != http.StatusUnauthorized || (got.ContentLength == 0) != fixed {
		t.Errorf("guarded: %s, a body of %d", got.Status, got.ContentLength)
	}
	pieces := func(w http.ResponseWriter, _ *http.Request) { inPieces(w, []string{"a", "b"}) }
	if got := get(t, pieces).Header.Get("X-Count"); (got == "2") != fixed {
		t.Errorf("inPieces: X-Count is %q", got)
	}
	if got := get(t, measured).Header.Get("X-Length"); got != "" {
		t.Errorf("measured: X-Length is %q", got)
	}
	for name, handler := range map[string]http.HandlerFunc{"limited": limited, "limitedAgain": limitedAgain, "limitedByHelper": limitedByHelper} {
		if got := get(t, handler).Header.Get("Retry-After"); got != "" {
			t.Errorf("%s: Retry-After is %q", name, got)
		}
	}
	resp := get(t, inOrder)
	if resp.StatusCode != http.StatusCreated || resp.Header.Get("Cache-Control") != "no-store" || resp.Header.Get("Content-Type") != "application/json" {
		t.Errorf("inOrder: %s, %v", resp.Status, resp.Header)
	}
}
