package unboundedclient

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"sync"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
)

// prices asks another service for each request.
type prices struct{ url string }

func (p prices) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	resp, err := http.Get(p.url) // want `the default client has no Timeout, and the request no deadline: http\.Get waits for ever for a server that does not answer`
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	w.Write(body)
}

// stock has a client of its own.
type stock struct {
	client *http.Client
	url    string
}

func newStock(url string) *stock {
	client := &http.Client{} // want `the client has no Timeout, and a request no deadline: s\.client\.Do waits for ever for a server that does not answer`
	return &stock{client: client, url: url}
}

func (s *stock) count(ctx context.Context, item string) (n int, err error) {
	request, err := http.NewRequest(http.MethodGet, s.url+"/"+item, nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Accept", "application/json")
	resp, err := s.client.Do(request)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	err = json.NewDecoder(resp.Body).Decode(&n)
	return n, err
}

// keys fetches the keys again when they have expired, and keeps everybody
// waiting for it.
type keys struct {
	mu   sync.Mutex
	url  string
	keys json.RawMessage
}

func (k *keys) verify(ctx context.Context, token string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keys == nil {
		if err := k.fetch(); err != nil {
			return err
		}
	}
	if !bytes.Contains(k.keys, []byte(token)) {
		return fmt.Errorf("unknown key")
	}
	return ctx.Err()
}

func (k *keys) fetch() error {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, k.url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(request) // want `the default client has no Timeout, and the request no deadline: http\.DefaultClient\.Do waits for ever`
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	k.keys, err = io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	return err
}

// traced has a transport that limits only what comes before the request.
var traced = http.Client{ // want "the client has no Timeout, and a request no deadline: traced.Head waits for ever"
	Transport: otelhttp.NewTransport(&http.Transport{TLSHandshakeTimeout: time.Second, MaxIdleConns: 10}),
}

// watch looks every minute.
func watch(url string, ticks <-chan time.Time, down func()) {
	for range ticks {
		resp, err := traced.Head(url)
		if err != nil || resp.StatusCode != http.StatusOK {
			down()
		}
		if err == nil {
			resp.Body.Close()
		}
	}
}

// notify sends from a goroutine that takes what comes.
func notify(url string, events <-chan []byte) {
	client := http.Client{Transport: http.DefaultTransport} // want `the client has no Timeout, and a request no deadline: client\.Post waits for ever`
	go func() {
		for event := range events {
			resp, err := client.Post(url, "application/json", bytes.NewReader(event))
			if err != nil {
				log.Println(err)
				continue
			}
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
	}()
}
