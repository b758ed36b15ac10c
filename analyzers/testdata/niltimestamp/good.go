package niltimestamp

import (
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	"example.com/fixtures/niltimestamp/helper"
)

func askedForNil(r *helper.Request) bool { return r.GetTime() == nil }

// bothAsked also takes the zero time of a sender for unset.
func bothAsked(r *helper.Request) bool {
	return r.GetTime() == nil || r.GetTime().AsTime().IsZero()
}

// askedByField asks for the field and converts what the getter returns.
func askedByField(r *helper.Request) bool {
	if r.Time == nil {
		return true
	}
	return r.GetTime().AsTime().IsZero()
}

func askedByVariable(r *helper.Request) bool {
	if at := r.GetTime(); at != nil {
		return at.AsTime().IsZero()
	}
	return true
}

func askedIsValid(r *helper.Request) bool {
	return !r.GetTime().IsValid() || r.GetTime().AsTime().IsZero()
}

func askedCheckValid(r *helper.Request) (bool, error) {
	at := r.GetTime()
	if err := at.CheckValid(); err != nil {
		return false, err
	}
	return at.AsTime().IsZero(), nil
}

func askedHelper(r *helper.Request) bool {
	return !helper.IsSet(r.GetTime()) || r.GetTime().AsTime().IsZero()
}

// has stands for messages with an opaque API.
type has struct{ *helper.Request }

func (h has) HasTime() bool { return h.Time != nil }

func askedHas(h has) bool {
	return !h.HasTime() || h.GetTime().AsTime().IsZero()
}

// made has just been made of a time that may be zero.
func made(t time.Time) bool {
	at := timestamppb.New(t)
	return at.AsTime().IsZero() || timestamppb.New(t).AsTime().IsZero()
}

// madeHere cannot be nil, and says 1970.
func madeHere() bool {
	at := &timestamppb.Timestamp{}
	return !at.AsTime().IsZero()
}

// plainTime was never a timestamp.
func plainTime(t time.Time) bool { return t.IsZero() }

// given was converted by the caller.
func given(r *helper.Request) bool { return plainTime(r.GetTime().AsTime()) }

// startOf1970 knows what an unset timestamp becomes.
func startOf1970(r *helper.Request) bool { return r.GetTime().AsTime().Unix() == 0 }
