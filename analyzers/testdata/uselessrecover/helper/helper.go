// Package helper holds what the workers of a service share.
package helper

import "log"

// HandlePanic logs a panic; it is meant to be deferred.
func HandlePanic(name string) {
	if r := recover(); r != nil {
		log.Println(name, "panic:", r)
	}
}

// Observe counts a panic and lets it go on.
func Observe(count func()) {
	if r := recover(); r != nil {
		count()
		panic(r)
	}
}

// LogPanic logs what its caller has recovered.
func LogPanic(r any) {
	if r != nil {
		log.Println("panic:", r)
	}
}
