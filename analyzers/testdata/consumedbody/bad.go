// Package consumedbody has middleware that reads what the handler behind needs.
package consumedbody

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httputil"

	"example.com/fixtures/consumedbody/helper"
)

func signature(body []byte) string {
	mac := hmac.New(sha256.New, []byte("secret"))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

func signed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body) // want `request body is read by io.ReadAll and not put back: next.ServeHTTP gets the request without it`
		if err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		if r.Header.Get("X-Signature") != signature(body) {
			http.Error(w, "wrong signature", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func logged(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var buf bytes.Buffer
		if _, err := buf.ReadFrom(r.Body); err == nil { // want `request body is read by buf.ReadFrom and not put back`
			log.Print(buf.String())
		}
		next(w, r)
	}
}

func hasOrder(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(r.Context())
		r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
		var order helper.Order
		if err := json.NewDecoder(r.Body).Decode(&order); err != nil { // want `request body is read by json.NewDecoder\(r.Body\).Decode and not put back`
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		if order.ID == "" {
			http.Error(w, "no id", http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func putBackForSome(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			body, _ := io.ReadAll(r.Body) // want `request body is read by io.ReadAll and not put back`
			log.Printf("%d bytes", len(body))
			if r.Header.Get("X-Debug") != "" {
				r.Body = io.NopCloser(bytes.NewReader(body))
			}
		}
		next.ServeHTTP(w, r)
	})
}

func readTwice(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		log.Printf("%d bytes", len(body))
		var order helper.Order
		if json.NewDecoder(r.Body).Decode(&order) != nil { // want `request body is read by json.NewDecoder\(r.Body\).Decode and not put back`
			log.Print("no order")
		}
		next.ServeHTTP(w, r)
	})
}

func readPayload(r *http.Request) ([]byte, error) {
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, errors.Join(errors.New("reading the body"), err)
	}
	return body, nil
}

func signedByHelper(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := readPayload(r) // want `request body is read by readPayload and not put back`
		if err != nil || r.Header.Get("X-Signature") != signature(body) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

type audit struct{ next http.Handler }

func (a *audit) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body) // want `request body is read by io.ReadAll and not put back: a.next.ServeHTTP gets the request without it`
	if err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	log.Printf("%s", body)
	a.next.ServeHTTP(w, r)
}

func proxied(proxy *httputil.ReverseProxy) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body) // want `request body is read by io.ReadAll and not put back: proxy.ServeHTTP gets the request without it`
		log.Printf("%s", body)
		proxy.ServeHTTP(w, r)
	}
}

type signing struct{ base http.RoundTripper }

func (s signing) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body) // want `request body is read by io.ReadAll and not put back: s.base.RoundTrip gets the request without it`
	if err != nil {
		return nil, err
	}
	req = req.Clone(req.Context())
	req.Header.Set("X-Signature", signature(body))
	return s.base.RoundTrip(req)
}
