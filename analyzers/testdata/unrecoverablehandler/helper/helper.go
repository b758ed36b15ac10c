// Package helper holds what the interceptors of a service share.
package helper

import "log"

// LogPanic logs a panic; it is meant to be deferred.
func LogPanic() {
	if r := recover(); r != nil {
		log.Println("panic:", r)
	}
}

// Done tells that a call is over.
func Done(method string) { log.Println(method, "done") }
