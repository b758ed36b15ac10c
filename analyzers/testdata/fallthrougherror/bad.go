package fallthrougherror

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"example.com/fixtures/fallthrougherror/helper"
)

var (
	errEmpty = errors.New("empty name")
	saved    []string
)

// greet goes on when there is no name.
func greet(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if name == "" {
		http.Error(w, "who are you?", http.StatusBadRequest) // want `request is answered with an error by http\.Error, and the function goes on to write the response`
	}
	fmt.Fprintf(w, "hello %s", name)
}

// save goes on when there is nothing to save.
func save(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if name == "" {
		helper.Fail(w, errEmpty) // want `request is answered with an error by helper\.Fail, and the function goes on to write the response`
	}
	saved = append(saved, name)
	audit(name)
	w.WriteHeader(http.StatusCreated)
}

func audit(name string) { println(name) }

// reply goes on behind a helper that is given the status.
func reply(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		helper.Reply(w, http.StatusMethodNotAllowed, "GET only") // want `request is answered with an error by helper\.Reply, and the function goes on to write the response`
	}
	helper.Reply(w, http.StatusOK, "here you are")
}

// protect lets everybody in.
func protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			http.Error(w, "no token", http.StatusUnauthorized) // want `request is answered with an error by http\.Error, and the next handler runs all the same`
		}
		next.ServeHTTP(w, r)
	})
}

// find forgets one of two returns.
func find(w http.ResponseWriter, r *http.Request) {
	id := r.FormValue("id")
	switch {
	case id == "":
		http.NotFound(w, r) // want `request is answered with an error by http\.NotFound, and the function goes on to write the response`
	case len(id) > 8:
		http.Error(w, "bad id", http.StatusBadRequest)
		return
	}
	io.WriteString(w, id)
}

// list answers twice, with statuses of which nothing is known.
func list(w http.ResponseWriter, r *http.Request, status int) {
	if len(saved) == 0 {
		helper.Reply(w, status, "nothing yet") // want `request is answered by helper\.Reply, and the function goes on to write the response`
	}
	helper.Reply(w, http.StatusOK, saved)
}
