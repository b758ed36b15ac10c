package lateheader

import (
	"fmt"
	"net/http"

	"example.com/fixtures/lateheader/helper"
)

// statusFirst sends the header before it is complete.
func statusFirst(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusOK)
	w.Header().Set("Cache-Control", "no-store") // want `header is set after WriteHeader has sent it: it is lost`
	fmt.Fprint(w, "secret")
}

// bodyFirst sends the status by writing.
func bodyFirst(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprint(w, "created")
	w.WriteHeader(http.StatusCreated) // want `status is set by WriteHeader after Fprint has sent one: it has no effect`
}

// sometimes writes before the loop is over.
func sometimes(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("verbose") != "" {
		fmt.Fprintln(w, "as you like it")
	}
	http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes"}) // want `header is set by SetCookie after Fprintln has sent it: it is lost`
	fmt.Fprintln(w, "hello")
}

// byHelpers leaves both to another package.
func byHelpers(w http.ResponseWriter, _ *http.Request) {
	if err := helper.Write(w, 1); err != nil {
		return
	}
	helper.JSON(w) // want `header is set by JSON after Write has sent it: it is lost`
}

// guarded goes on after it has refused.
func guarded(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("token") == "" {
		w.WriteHeader(http.StatusUnauthorized)
	}
	w.WriteHeader(http.StatusOK) // want `status is set by WriteHeader after WriteHeader has sent one: it has no effect`
	fmt.Fprint(w, "secret")
}

// inPieces writes twice before it says what it is.
func inPieces(w http.ResponseWriter, names []string) {
	// A list.
	for _, name := range names {
		fmt.Fprintln(w, name)
	}
	fmt.Fprintln(w, "done")
	w.Header().Set("X-Count", fmt.Sprint(len(names))) // want `header is set after Fprintln has sent it: it is lost`
}

// measured counts what it writes, and tells it too late; only a trailer could.
func measured(w http.ResponseWriter, _ *http.Request) {
	n, _ := fmt.Fprint(w, "body")
	w.Header().Set("X-Length", fmt.Sprint(n)) // want `header is set after Fprint has sent it: it is lost`
}

// limited tells when to come again once the answer is sent.
func limited(w http.ResponseWriter, _ *http.Request) {
	reply := func(v any) {
		err := helper.Reply(w, http.StatusOK, v)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Retry-After", "60") // want `header is set after Reply has sent it: it is lost`
	}
	reply("later")
}

// limitedAgain keeps the error where all steps do.
func limitedAgain(w http.ResponseWriter, r *http.Request) {
	err := r.ParseForm()
	reply := func(v any) {
		err = helper.Reply(w, http.StatusOK, v)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Retry-After", "60") // want `header is set after Reply has sent it: it is lost`
	}
	if err == nil {
		reply("later")
	}
}

// limitedByHelper has a closure set the header.
func limitedByHelper(w http.ResponseWriter, _ *http.Request) {
	setLimit := func(w http.ResponseWriter) { w.Header().Set("Retry-After", "60") }
	reply := func(v any) {
		err := helper.Reply(w, http.StatusOK, v)
		if err != nil {
			return
		}
		setLimit(w) // want `header is set by .* after Reply has sent it: it is lost`
	}
	reply("later")
}
