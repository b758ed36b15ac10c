// Package helper holds what the handlers of a service share.
package helper

import (
	"log"
	"net/http"
	"os"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// LogPanic logs a panic.
func LogPanic() {
	if r := recover(); r != nil {
		log.Println("panic:", r)
	}
}

// Catch turns a panic into an error.
func Catch(err *error) {
	if r := recover(); r != nil {
		log.Println("panic:", r)
		*err = status.Error(codes.Internal, "internal error")
	}
}

// Report only looks at the error.
func Report(err *error) {
	if r := recover(); r != nil {
		log.Println("panic:", r, "error so far:", *err)
	}
}

// Crash logs a panic and ends the process.
func Crash() {
	if r := recover(); r != nil {
		log.Println("panic:", r)
		os.Exit(3)
	}
}

// Answer answers a request whose handler has panicked.
func Answer(w http.ResponseWriter) {
	if r := recover(); r != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
	}
}

// Handle gives a panic to f.
func Handle(f func(any)) {
	if r := recover(); r != nil {
		f(r)
	}
}

// Raise panics with what was recovered.
func Raise(v any) { panic(v) }
