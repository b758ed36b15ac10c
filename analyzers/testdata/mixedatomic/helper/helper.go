// Package helper has a value that all packages use.
package helper

import "sync/atomic"

// Settings are those in force.
type Settings struct{ Name string }

// Current holds the settings, and Spare those to go back to.
var Current, Spare atomic.Value

// Load fills the settings.
func Load(name string) {
	Current.Store(&Settings{name})
	Spare.Store(&Settings{name})
}
