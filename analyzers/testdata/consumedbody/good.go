package consumedbody

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httputil"

	"example.com/fixtures/consumedbody/helper"
)

func signedPutBack(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("X-Signature") != signature(body) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

// putBackIfRead has nothing to put back where there was nothing.
func putBackIfRead(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body []byte
		if r.Body != nil {
			body, _ = io.ReadAll(r.Body)
		}
		log.Printf("%s", body)
		if len(body) > 0 {
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		next.ServeHTTP(w, r)
	})
}

// putBackIfAny asks for the body twice.
func putBackIfAny(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var buf bytes.Buffer
		if r.ContentLength != 0 {
			buf.ReadFrom(r.Body)
		}
		log.Print(buf.String())
		if r.ContentLength != 0 {
			r.Body = io.NopCloser(&buf)
		}
		next.ServeHTTP(w, r)
	})
}

// putBackUnlessBroken hands on what could not be read: what is left is no use.
func putBackUnlessBroken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			log.Printf("%s", body)
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		next.ServeHTTP(w, r)
	})
}

func putBackByHelper(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("X-Signature") != signature(body) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		helper.Restore(r, body)
		next.ServeHTTP(w, r)
	})
}

func readByHelper(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := helper.ReadKeeping(r)
		if err != nil || r.Header.Get("X-Signature") != signature(body) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// decoded gives the handlers behind what it has read, in the context.
func decoded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var order helper.Order
		if err := json.NewDecoder(r.Body).Decode(&order); err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, r.WithContext(helper.WithOrder(r.Context(), order)))
	})
}

type sizeKey struct{}

// measured gives them what it has made of it.
func measured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), sizeKey{}, len(body))))
	})
}

// inHeader gives it to them in the header.
func inHeader(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var order helper.Order
		if json.NewDecoder(r.Body).Decode(&order) == nil {
			r.Header.Set("X-Order", order.ID)
		}
		next.ServeHTTP(w, r)
	})
}

// another hands on a request of its own.
func another(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		inner, err := http.NewRequestWithContext(r.Context(), r.Method, r.URL.String(), bytes.NewReader(body))
		if err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, inner)
	})
}

// hook reads what it answers itself.
func hook(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/hook" {
			body, _ := io.ReadAll(r.Body)
			log.Printf("%s", body)
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// afterwards reads what the handler has left.
func afterwards(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		rest, _ := io.ReadAll(r.Body)
		log.Printf("%d bytes left", len(rest))
	})
}

// dumped uses a function that puts back what it reads.
func dumped(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if dump, err := httputil.DumpRequest(r, true); err == nil {
			log.Printf("%s", dump)
		}
		next.ServeHTTP(w, r)
	})
}

// copied reads along with the handler.
func copied(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var buf bytes.Buffer
		r.Body = io.NopCloser(io.TeeReader(r.Body, &buf))
		next.ServeHTTP(w, r)
		log.Print(buf.String())
	})
}

// form reads forms, which the request keeps.
func form(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("token") == "" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// bodiless drops the body on purpose.
func bodiless(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		next.ServeHTTP(w, r)
	})
}

// rewinding is a body that begins anew when it has been read.
type rewinding struct{ *bytes.Reader }

func (r rewinding) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err == io.EOF {
		r.Seek(0, io.SeekStart)
	}
	return n, err
}

func (rewinding) Close() error { return nil }

func rewound(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		r.Body = rewinding{bytes.NewReader(body)}
		again, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		log.Printf("%s", again)
		next.ServeHTTP(w, r)
	})
}

// restoredLater leaves it to a literal.
func restoredLater(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		restore := func() { r.Body = io.NopCloser(bytes.NewReader(body)) }
		log.Printf("%s", body)
		restore()
		next.ServeHTTP(w, r)
	})
}

type files struct{ handlers map[string]http.Handler }

// handle is no middleware: what it has read says who is to answer.
func (f *files) handle(w http.ResponseWriter, r *http.Request) {
	var order helper.Order
	if json.NewDecoder(r.Body).Decode(&order) != nil {
		return
	}
	f.handlers[order.ID].ServeHTTP(w, r)
}

type resigning struct{ base http.RoundTripper }

func (s resigning) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	if req.Body == nil {
		return s.base.RoundTrip(req)
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	req.Header.Set("X-Signature", signature(body))
	return s.base.RoundTrip(req)
}

type rewindingTransport struct{ base http.RoundTripper }

func (s rewindingTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	log.Printf("%s", body)
	if req.Body, err = req.GetBody(); err != nil {
		return nil, err
	}
	return s.base.RoundTrip(req)
}

// there and back are given the request by each other.
func there(r *http.Request, n int) {
	if n > 0 {
		back(r, n-1)
	}
}

func back(r *http.Request, n int) { there(r, n) }

// wandering has a bug: whether they put the body back is too deep to follow.
func wandering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		there(r, len(body))
		next.ServeHTTP(w, r)
	})
}
