package catalog

import (
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
)

// Cancel is the cancel function of a derived context. Until it is called, the
// child's timer and its entry in the parent are kept.
var Cancel = &lifecycle.Spec{
	Name: "cancel",
	Noun: "cancel function",
	Begin: map[string]int{
		"context.WithCancel":        1,
		"context.WithCancelCause":   1,
		"context.WithDeadline":      1,
		"context.WithDeadlineCause": 1,
		"context.WithTimeout":       1,
		"context.WithTimeoutCause":  1,
	},
	Call:    true,
	Done:    true,
	Process: true,
}

// Stop is the stop function of signal.NotifyContext. Until it is called, the
// signal does not end the process.
var Stop = &lifecycle.Spec{
	Name:    "stop",
	Noun:    "stop function",
	Begin:   map[string]int{"os/signal.NotifyContext": 1},
	Call:    true,
	Process: true,
}

// AfterFunc is the stop function of context.AfterFunc. Nobody needs to call it,
// but who calls it on one path means the others too.
var AfterFunc = &lifecycle.Spec{
	Name:     "afterfunc",
	Noun:     "stop function",
	Begin:    map[string]int{"context.AfterFunc": 0},
	Call:     true,
	Optional: true,
	Process:  true,
}

// Cancels are the functions that end a context or what hangs on it.
var Cancels = []*lifecycle.Spec{Cancel, Stop, AfterFunc}

// CancelName returns the name that Go code gives the function that ends spec.
func CancelName(spec *lifecycle.Spec) string {
	if spec == Stop {
		return "stop"
	}
	return "cancel"
}
