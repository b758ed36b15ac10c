package fallthrougherror

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"

	"example.com/fixtures/fallthrougherror/helper"
)

// greetOrNot returns.
func greetOrNot(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if name == "" {
		http.Error(w, "who are you?", http.StatusBadRequest)
		return
	}
	fmt.Fprintf(w, "hello %s", name)
}

// eitherOr writes in the other branch.
func eitherOr(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	} else {
		fmt.Fprint(w, "parsed")
	}
}

// testedAgain asks twice.
func testedAgain(w http.ResponseWriter, r *http.Request) {
	err := r.ParseForm()
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
	audit(r.URL.Path)
	if err == nil {
		fmt.Fprint(w, "parsed")
	}
}

// flagged remembers that it has answered.
func flagged(w http.ResponseWriter, r *http.Request) {
	ok := true
	if r.FormValue("name") == "" {
		http.Error(w, "who are you?", http.StatusBadRequest)
		ok = false
	}
	audit(r.URL.Path)
	if ok {
		fmt.Fprint(w, "welcome")
	}
}

// checked leaves the answer to a helper that says whether it has answered.
func checked(w http.ResponseWriter, r *http.Request) {
	if !helper.Check(w, r.ParseForm()) {
		return
	}
	fmt.Fprint(w, "parsed")
}

// afterEncode answers when nothing has been written.
func afterEncode(w http.ResponseWriter, v any) {
	if err := json.NewEncoder(w).Encode(v); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// logged does other things after the answer.
func logged(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("name") == "" {
		http.Error(w, "who are you?", http.StatusBadRequest)
	}
	audit(r.URL.Path)
}

// fatal does not come back.
func fatal(w http.ResponseWriter, r *http.Request) {
	if os.Getenv("BROKEN") != "" {
		http.Error(w, "broken", http.StatusInternalServerError)
		log.Fatal("broken")
	}
	fmt.Fprint(w, r.URL.Path)
}

// protectWell lets nobody in.
func protectWell(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			http.Error(w, "no token", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// written sends the parts of an error by hand.
func written(w http.ResponseWriter, err error) {
	w.WriteHeader(http.StatusBadRequest)
	fmt.Fprintln(w, "sorry:")
	fmt.Fprintln(w, err)
}

// held has a writer that holds back what is written.
func held(c *gin.Context) {
	if c.Query("name") == "" {
		http.Error(c.Writer, "who are you?", http.StatusBadRequest)
	}
	c.Writer.WriteString("hello")
}

// goesOn writes more of the body behind a whole answer.
func goesOn(w http.ResponseWriter, status int) {
	helper.Reply(w, status, "and so on")
	fmt.Fprintln(w)
}
