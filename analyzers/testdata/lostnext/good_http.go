package lostnext

import (
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/go-chi/chi/v5"

	"example.com/fixtures/lostnext/helper"
)

// MaintenanceMode has no use for the handler it stands in for.
func MaintenanceMode(_ http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {})
}

// answersAll is a maintenance page that names its parameter.
func answersAll(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "back soon", http.StatusServiceUnavailable)
	})
}

func allowsOrigins(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		if r.Method == http.MethodOptions {
			return // the preflight is answered by headers alone
		}
		next.ServeHTTP(w, r)
	})
}

func answersPreflight(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func letsHelperAnswer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !helper.Allowed(r) {
			helper.Forbid(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func answersThroughWrapper(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorder := &statusWriter{ResponseWriter: w}
		if !helper.Allowed(r) {
			recorder.WriteHeader(http.StatusForbidden)
			return
		}
		next.ServeHTTP(recorder, r)
	})
}

func defersNext(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer next.ServeHTTP(w, r)
		if r.URL.RawQuery == "" {
			return
		}
		log.Print(r.URL.RawQuery)
	})
}

func clientHasGone(slots chan struct{}, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case slots <- struct{}{}:
			next.ServeHTTP(w, r)
			<-slots
		case <-r.Context().Done():
		}
	})
}

func leavesItselfOut(enabled bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		if !enabled {
			return next
		}
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			log.Print(r.URL.Path)
			next.ServeHTTP(w, r)
		})
	}
}

func aborts(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "" {
			panic(http.ErrAbortHandler)
		}
		next.ServeHTTP(w, r)
	})
}

// routes returns a router, and no middleware: the empty answer of /livez has
// nothing to do with the application.
func routes(application http.Handler) http.Handler {
	router := chi.NewRouter()
	router.Get("/livez", func(w http.ResponseWriter, r *http.Request) {})
	router.Handle("/*", application)
	return router
}

// either has two handlers, and neither is next.
func either(first, second http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/first":
			first.ServeHTTP(w, r)
		case "/second":
			second.ServeHTTP(w, r)
		}
	})
}

// recorded serves a copy of the request and keeps what next answers.
func recorded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shadow := httptest.NewRecorder()
		next.ServeHTTP(shadow, r)
		if shadow.Code == http.StatusNotFound {
			return
		}
		w.WriteHeader(shadow.Code)
	})
}

// quota is a middleware with a field for next, which is not followed.
type quota struct {
	left int
	next http.Handler
}

func (q *quota) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if q.left--; q.left < 0 {
		return
	}
	q.next.ServeHTTP(w, r)
}
