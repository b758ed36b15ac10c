package fallthrougherror

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// body returns what a client gets that gives no name and no token.
func body(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewServer(h)
	defer server.Close()
	resp, err := http.Post(server.URL, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode < 400 {
		t.Errorf("status %s, want that of the error", resp.Status)
	}
	var text strings.Builder
	if err := resp.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

var secret = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("secret")) })

func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for name, bad := range map[string]struct {
		handler http.Handler
		leaks   string // what should not be in the body
		cured   bool   // by a safe fix
	}{
		"greet":   {http.HandlerFunc(greet), "hello", true},
		"reply":   {http.HandlerFunc(reply), "here you are", true},
		"protect": {protect(secret), "secret", false},
	} {
		leaks := strings.Contains(body(t, bad.handler), bad.leaks)
		if !fixed && !leaks {
			t.Errorf("%s: the body lacks %q", name, bad.leaks)
		}
		if fixed && bad.cured && leaks {
			t.Errorf("%s: the body has %q after the fix", name, bad.leaks)
		}
	}
	for name, good := range map[string]http.Handler{
		"greetOrNot": http.HandlerFunc(greetOrNot), "flagged": http.HandlerFunc(flagged), "protectWell": protectWell(secret),
	} {
		text := body(t, good)
		if strings.Contains(text, "hello") || strings.Contains(text, "welcome") || strings.Contains(text, "secret") {
			t.Errorf("%s goes on:\n%s", name, text)
		}
	}
}
