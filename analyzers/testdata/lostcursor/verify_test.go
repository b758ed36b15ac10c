package lostcursor

import (
	"os"
	"testing"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"example.com/fixtures/internal/fakemongo"
)

// scenario calls one function of the fixture.
type scenario struct {
	name string
	call func(t *testing.T, c *mongo.Collection)
}

var bad = []scenario{
	{"failedDecode", func(t *testing.T, c *mongo.Collection) { failedDecode(t.Context(), c) }},
	{"firstOnly", func(t *testing.T, c *mongo.Collection) { firstOnly(t.Context(), c) }},
	{"closedBehindLoop", func(t *testing.T, c *mongo.Collection) { closedBehindLoop(c) }},
	{"watched", func(t *testing.T, c *mongo.Collection) { watched(t.Context(), c) }},
}

var good = []scenario{
	{"deferredAtOnce", func(t *testing.T, c *mongo.Collection) { deferredAtOnce(t.Context(), c) }},
	{"inClosure", func(t *testing.T, c *mongo.Collection) { inClosure(t.Context(), c) }},
	{"allAtOnce", func(t *testing.T, c *mongo.Collection) { allAtOnce(t.Context(), c) }},
	{"readToTheEnd", func(t *testing.T, c *mongo.Collection) { readToTheEnd(t.Context(), c) }},
	{"closedByHelper", func(t *testing.T, c *mongo.Collection) { closedByHelper(t.Context(), c) }},
}

// left returns how many cursors are open on the server after a call.
func left(t *testing.T, s scenario) int32 {
	server := fakemongo.Start(t)
	s.call(t, server.Collection("numbers"))
	return server.Open.Load()
}

func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range bad {
		switch n := left(t, s); {
		case fixed && n != 0:
			t.Errorf("%s: %d cursors are open after the fix", s.name, n)
		case !fixed && n != 1:
			t.Errorf("%s: %d cursors are open, want 1", s.name, n)
		}
	}
	for _, s := range good {
		if n := left(t, s); n != 0 {
			t.Errorf("%s: %d cursors are open", s.name, n)
		}
	}
}
