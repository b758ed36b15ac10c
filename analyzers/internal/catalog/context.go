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

// CancelName returns the name that Go code gives the function that ends spec.
func CancelName(spec *lifecycle.Spec) string {
	if spec == Stop {
		return "stop"
	}
	return "cancel"
}
