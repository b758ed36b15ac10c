package okstatus

import (
	"fmt"

	"example.com/fixtures/okstatus/helper"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// refused has a code that says so.
func refused() error { return status.Error(codes.FailedPrecondition, "not enough money") }

// noMessage is a long way to write nil.
func noMessage() error { return status.Error(codes.OK, "") }

// chosen has a code that may be OK, or not.
func chosen(found bool) error { return status.Errorf(helper.Code(found), "found: %t", found) }

// counted starts with OK and ends with another code.
func counted(failures int) error {
	code := codes.OK
	if failures > 0 {
		code = codes.Aborted
	}
	return status.Error(code, fmt.Sprint(failures))
}

// throughHelper does not know what the helper makes of the code.
func throughHelper() error { return helper.Refuse(codes.Aborted, "no") }

// reported is a status and never an error.
func reported() *status.Status { return status.New(codes.OK, "fine") }

// received comes from elsewhere.
func received(st *status.Status) error { return st.Err() }
