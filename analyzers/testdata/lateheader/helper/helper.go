// Package helper does to responses what other packages of a service do.
package helper

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"strconv"
)

// JSON says that the answer is JSON.
func JSON(w http.ResponseWriter) { w.Header().Set("Content-Type", "application/json") }

// Write writes a value.
func Write(w http.ResponseWriter, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		text = []byte("null")
	}
	_, err = w.Write(text)
	return err
}

// Reply answers, unless v cannot be encoded.
func Reply(w http.ResponseWriter, status int, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	JSON(w)
	w.WriteHeader(status)
	if _, err := w.Write(text); err != nil {
		log.Print(err) // the client has left
	}
	return nil
}

// Answer answers with a status that is written in decimal.
func Answer(w http.ResponseWriter, status string) {
	code, err := strconv.Atoi(status)
	if err != nil {
		code = http.StatusInternalServerError
	}
	w.WriteHeader(code)
	fmt.Fprintln(w, http.StatusText(code))
}
