// Package helper does to responses what other packages of a service do.
package helper

import (
	"encoding/json"
	"net/http"
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
