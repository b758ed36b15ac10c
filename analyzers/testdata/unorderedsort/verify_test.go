package unorderedsort

import (
	"context"
	"errors"
	"os"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"example.com/fixtures/internal/fakemongo"
)

// encodings returns how many different documents a value is sent as.
func encodings(t *testing.T, build func() any) int {
	t.Helper()
	seen := map[string]bool{}
	for range 200 {
		_, data, err := bson.MarshalValue(build())
		if err != nil {
			t.Fatal(err)
		}
		seen[string(data)] = true
	}
	return len(seen)
}

func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	sort := func(stage bson.D) any { return stage[0].Value }
	for _, s := range []struct {
		name  string
		build func() any
		good  bool
	}{
		{"ranking", func() any { return sort(ranking()[1]) }, fixed},
		{"rankingOfMaps", func() any { return rankingOfMaps()[1] }, fixed},
		{"next", func() any { return next() }, fixed},
		{"rankingInOrder", func() any { return sort(rankingInOrder()[1]) }, true},
		{"oneKey", func() any { return oneKey() }, true},
	} {
		if n := encodings(t, s.build); (n == 1) != s.good {
			t.Errorf("%s: %d encodings", s.name, n)
		}
	}

	c := fakemongo.Start(t).Collection("numbers")
	for _, s := range []struct {
		name string
		call func(ctx context.Context) error
		good bool
	}{
		{"list", func(ctx context.Context) error { _, err := list(ctx, c); return err }, fixed},
		{"index", func(ctx context.Context) error { _, err := index(ctx, c); return err }, fixed},
		{"ping", func(ctx context.Context) error { return ping(ctx, c.Database()) }, fixed},
		{"listInOrder", func(ctx context.Context) error { _, err := listInOrder(ctx, c); return err }, true},
		{"indexInOrder", func(ctx context.Context) error { _, err := indexInOrder(ctx, c); return err }, true},
		{"pingInOrder", func(ctx context.Context) error { return pingInOrder(ctx, c.Database()) }, true},
	} {
		err := s.call(t.Context())
		if refused := errors.As(err, new(mongo.ErrMapForOrderedArgument)); refused == s.good || err != nil && !refused {
			t.Errorf("%s: %v", s.name, err)
		}
	}
	if _, err := document(t.Context(), c); err == nil {
		t.Error("document: the driver takes it")
	}
	if _, err := noStages(t.Context(), c); err != nil {
		t.Errorf("noStages: %v", err)
	}
}
