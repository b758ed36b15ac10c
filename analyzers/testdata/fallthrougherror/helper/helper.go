// Package helper answers requests for other packages of a service.
package helper

import (
	"encoding/json"
	"net/http"
)

// Fail answers with an error.
func Fail(w http.ResponseWriter, err error) {
	http.Error(w, err.Error(), http.StatusInternalServerError)
}

// Reply answers with a status and a value.
func Reply(w http.ResponseWriter, status int, v any) {
	text, err := json.Marshal(v)
	if err != nil {
		Fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(text)
}

// Check answers if there is an error, and says so.
func Check(w http.ResponseWriter, err error) bool {
	if err != nil {
		Fail(w, err)
	}
	return err == nil
}
