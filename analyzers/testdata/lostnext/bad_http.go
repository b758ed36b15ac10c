package lostnext

import (
	"log"
	"net/http"

	"example.com/fixtures/lostnext/helper"
)

func requiresRole(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !helper.Allowed(r) {
			log.Print("not allowed")
			return // want `middleware returns success without calling next`
		}
		next.ServeHTTP(w, r)
	})
}

func callsNextForSome(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
		}
	}) // want `middleware returns success without calling next`
}

func forgetsNext(next http.Handler) http.Handler { // want `middleware never calls next: requests succeed without being handled`
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Frame-Options", "DENY")
	})
}

func logsAndForgets(enabled bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler { // want `middleware never calls next: requests succeed without being handled`
		if !enabled {
			return next
		}
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			log.Print(r.URL.Path)
		})
	}
}

func forgetsNextFunc(next http.HandlerFunc) http.HandlerFunc { // want `middleware never calls next: requests succeed without being handled`
	return func(w http.ResponseWriter, r *http.Request) {
		log.Printf("%s %s", r.Method, r.URL.Path)
	}
}

// statusWriter remembers the status.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func countsStatus(count func(int), next http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if recover() != nil {
				http.Error(w, "internal error", http.StatusInternalServerError)
			}
		}()
		recorder := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		if r.URL.Path == "/metrics" {
			count(recorder.status)
			return // want `middleware returns success without calling next`
		}
		next.ServeHTTP(recorder, r)
		count(recorder.status)
	}
}

func replacesNext(next http.Handler) http.Handler {
	if next == nil {
		next = http.DefaultServeMux
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept") == "" {
			return // want `middleware returns success without calling next`
		}
		next.ServeHTTP(w, r)
	})
}

// inNegroni has the shape of negroni's handlers.
func inNegroni(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
	if r.Header.Get("X-Tenant") == "" {
		return // want `middleware returns success without calling next`
	}
	next(w, r)
}
