// Package helper has addresses.
package helper

// Host is where everything runs, on one machine.
const Host = "localhost"
