package niltimestamp

import (
	"os"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	"example.com/fixtures/niltimestamp/helper"
)

func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	never := &helper.Request{}
	for _, s := range []struct {
		name  string
		cured bool // a safe fix exists
		seen  bool // whether the unset timestamp is seen
	}{
		{"unset", true, unset(never)},
		{"notSet", true, notSet(never) == "never"},
		{"parameter", true, parameter(never.GetTime())},
		{"converted", false, converted(never)},
		{"counted", false, counted(&helper.Order{})},
		{"otherAsked", true, otherAsked(&helper.Request{Time: timestamppb.Now()}, never)},
		{"inLiteral", true, inLiteral([]*helper.Request{never})(0)},
	} {
		if want := fixed && s.cured; s.seen != want {
			t.Errorf("%s: unset timestamp seen: %t, want %t", s.name, s.seen, want)
		}
	}
	checked, err := askedCheckValid(never)
	for name, seen := range map[string]bool{
		"askedForNil":     askedForNil(never),
		"bothAsked":       bothAsked(never),
		"askedByField":    askedByField(never),
		"askedByVariable": askedByVariable(never),
		"askedIsValid":    askedIsValid(never),
		"askedCheckValid": checked || err != nil,
		"askedHelper":     askedHelper(never),
		"askedHas":        askedHas(has{never}),
		"made":            made(time.Time{}),
		"madeHere":        madeHere(),
		"plainTime":       plainTime(time.Time{}),
		"given":           !given(never),
		"startOf1970":     startOf1970(never),
	} {
		if !seen {
			t.Errorf("%s: unset timestamp not seen", name)
		}
	}
}
