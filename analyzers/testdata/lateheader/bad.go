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
