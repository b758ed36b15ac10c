// Package niltimestamp asks when things have happened.
package niltimestamp

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	"example.com/fixtures/niltimestamp/helper"
)

func unset(r *helper.Request) bool {
	return r.GetTime().AsTime().IsZero() // want `^r.GetTime\(\).AsTime\(\).IsZero\(\) is false if r.GetTime\(\) is unset: AsTime makes 1970-01-01 of nil$`
}

func notSet(r *helper.Request) string {
	if !r.Time.AsTime().IsZero() { // want `r.Time.AsTime\(\).IsZero\(\) is false if r.Time is unset`
		return r.Time.AsTime().String()
	}
	return "never"
}

func parameter(paidAt *timestamppb.Timestamp) bool {
	return paidAt.AsTime().IsZero() && // want `is false if paidAt is unset`
		paidAt.GetSeconds() <= 0
}

// converted keeps the time in a variable: no fix.
func converted(r *helper.Request) bool {
	at := r.GetTime().AsTime()
	return at.IsZero() // want `^at.IsZero\(\) is false if r.GetTime\(\) is unset`
}

// counted calls a method that is no getter of a message: no fix.
func counted(o *helper.Order) bool {
	return o.GetPaidAt().AsTime().IsZero() // want `is false if o.GetPaidAt\(\) is unset`
}

// otherAsked asks for another timestamp only.
func otherAsked(a, b *helper.Request) bool {
	if a.GetTime() == nil {
		return true
	}
	return b.GetTime().AsTime().IsZero() // want `b.GetTime\(\) is unset`
}

func inLiteral(requests []*helper.Request) func(int) bool {
	return func(i int) bool {
		return requests[i].GetTime().AsTime().IsZero() // want `requests\[i\].GetTime\(\) is unset`
	}
}
