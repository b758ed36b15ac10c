package lateheader

import (
	"net/http"
	"net/http/httptest"
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

func TestVerify(t *testing.T) {
	if got := get(t, statusFirst).Header.Get("Cache-Control"); got != "" {
		t.Errorf("statusFirst: Cache-Control is %q", got)
	}
	if got := get(t, bodyFirst).StatusCode; got != http.StatusOK {
		t.Errorf("bodyFirst: status %d", got)
	}
	if got := get(t, sometimes).Cookies(); len(got) != 0 {
		t.Errorf("sometimes: %v", got)
	}
	if got := get(t, byHelpers).Header.Get("Content-Type"); got == "application/json" {
		t.Errorf("byHelpers: %q", got)
	}
	resp := get(t, inOrder)
	if resp.StatusCode != http.StatusCreated || resp.Header.Get("Cache-Control") != "no-store" || resp.Header.Get("Content-Type") != "application/json" {
		t.Errorf("inOrder: %s, %v", resp.Status, resp.Header)
	}
}
