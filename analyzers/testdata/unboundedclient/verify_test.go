package unboundedclient

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"
)

// mute accepts requests and does not answer.
func mute(t *testing.T) (url string) {
	stop := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-stop }))
	t.Cleanup(func() {
		close(stop)
		server.Close()
	})
	return server.URL
}

// TestVerify asks a server that does not answer.
func TestVerify(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	for _, c := range []struct {
		name string
		ends bool
		call func(url string)
	}{
		{"prices", false, func(url string) {
			prices{url}.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil).WithContext(ctx))
		}},
		{"keys", false, func(url string) { (&keys{url: url}).verify(ctx, "token") }},
		{"limited", true, func(url string) { limited(ctx, url) }},
		{"later", true, func(url string) { later(ctx, url) }},
		{"withContext", true, func(url string) { withContext(ctx, url) }},
		{"ownDeadline", true, func(url string) { ownDeadline(url) }},
		{"cancelled", true, func(url string) { cancelled(url) }},
		{"perHeader", true, func(url string) { perHeader(ctx, url) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ends(t, c.call); got != c.ends {
				t.Errorf("the call ends: %t, want %t", got, c.ends)
			}
		})
	}
}

// ends reports whether a call of a server that does not answer ends in good time.
func ends(t *testing.T, call func(url string)) bool {
	url, done := mute(t), make(chan struct{})
	go func() {
		call(url)
		close(done)
	}()
	select {
	case <-done:
		return true
	case <-time.After(400 * time.Millisecond):
		return false
	}
}

// TestVerifyClients looks at the limits of the clients themselves: with the fix
// they are too long to wait for.
func TestVerifyClients(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for name, client := range map[string]*http.Client{"stock": newStock("").client, "traced": &traced} {
		if limited := client.Timeout > 0; limited != fixed {
			t.Errorf("%s has a limit: %t, want %t", name, limited, fixed)
		}
	}
	if fixed {
		return
	}
	if ends(t, func(url string) { newStock(url).count(context.Background(), "a") }) {
		t.Error("a client without a limit has one")
	}
}
