// Package helper makes errors for package okstatus.
package helper

import (
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Refuse returns an error with a code of the caller's choice.
func Refuse(code codes.Code, why string) error { return status.Error(code, why) }

// Code tells the code of an outcome.
func Code(found bool) codes.Code {
	if found {
		return codes.OK
	}
	return codes.NotFound
}
