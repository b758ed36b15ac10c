package lateheader

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"example.com/fixtures/lateheader/helper"
)

// inOrder does it in order.
func inOrder(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	helper.JSON(w)
	w.WriteHeader(http.StatusCreated)
	fmt.Fprint(w, "1")
}

// early sends a status that is not the last.
func early(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Link", "</style.css>; rel=preload")
	w.WriteHeader(http.StatusEarlyHints)
	w.Header().Del("Link")
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(http.StatusOK)
}

// trailing announces a header that comes last.
func trailing(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Trailer", "Digest")
	io.WriteString(w, "body")
	w.Header().Set("Digest", "x")
}

// prefixed needs no announcement.
func prefixed(w http.ResponseWriter, _ *http.Request) {
	io.WriteString(w, "body")
	w.Header().Set(http.TrailerPrefix+"Digest", "x")
}

// branches does one or the other.
func branches(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet:
		fmt.Fprint(w, "here")
	default:
		w.Header().Set("Allow", http.MethodGet)
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

// failedEncode answers when nothing has been written.
func failedEncode(w http.ResponseWriter, v any) {
	if err := json.NewEncoder(w).Encode(v); err != nil {
		w.Header().Set("Content-Type", "text/plain")
		w.WriteHeader(http.StatusInternalServerError)
	}
}

// failedWrite gives up.
func failedWrite(w http.ResponseWriter, _ *http.Request) {
	if _, err := fmt.Fprint(w, "hello"); err != nil {
		w.WriteHeader(http.StatusInternalServerError)
	}
}

// deferred sets it whenever.
func deferred(w http.ResponseWriter, _ *http.Request) {
	defer w.Header().Set("X-Seen", "yes")
	fmt.Fprint(w, "hello")
}

// held has a writer that holds back the status.
func held(c *gin.Context) {
	c.Writer.WriteHeader(http.StatusOK)
	c.Writer.Header().Set("Cache-Control", "no-store")
}

// missing serves the page of an error under its status.
func missing(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusNotFound)
	http.ServeFile(w, r, "404.html")
}

// refused sets the header where the helper has sent nothing.
func refused(w http.ResponseWriter, _ *http.Request) {
	if err := helper.Reply(w, http.StatusOK, "later"); err != nil {
		w.Header().Set("Retry-After", "60")
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// uncheckedReply may have sent nothing: no one asks.
func uncheckedReply(w http.ResponseWriter, _ *http.Request) {
	_ = helper.Reply(w, http.StatusOK, make(chan int))
	w.Header().Set("Retry-After", "60")
	w.WriteHeader(http.StatusInternalServerError)
}

// answeredTwice has a mistake of another kind: a return is missing.
func answeredTwice(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("id") == "" {
		helper.Answer(w, r.FormValue("code")) //nolint:fallthrougherror // for the sake of the example
	}
	w.Header().Set("Location", "/orders/1")
	helper.Answer(w, "201")
}
