package schemaconflict

import (
	"context"
	"errors"
	"os"
	"testing"

	"go.opentelemetry.io/otel/sdk/resource"
)

func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	for _, s := range []struct {
		name  string
		cured bool // a safe fix exists
		run   func() (*resource.Resource, error)
	}{
		{"merged", true, merged},
		{"theOtherWayRound", true, theOtherWayRound},
		{"throughHelper", true, throughHelper},
		{"detected", false, func() (*resource.Resource, error) { return detected(t.Context()) }},
		{"mergedTwice", true, mergedTwice},
	} {
		_, err := s.run()
		if want := !fixed || !s.cured; errors.Is(err, resource.ErrSchemaURLConflict) != want {
			t.Errorf("%s: %v, want a conflict: %t", s.name, err, want)
		}
	}
	for name, run := range map[string]func() (*resource.Resource, error){
		"schemaless":         schemaless,
		"sameVersion":        sameVersion,
		"alone":              func() (*resource.Resource, error) { return alone(), nil },
		"errorIgnored":       func() (*resource.Resource, error) { return errorIgnored(), nil },
		"detectedWithSchema": func() (*resource.Resource, error) { return detectedWithSchema(context.Background()) },
		"fromEnvironment":    func() (*resource.Resource, error) { return fromEnvironment(context.Background()) },
		"chosenElsewhere":    func() (*resource.Resource, error) { return chosenElsewhere(context.Background(), nil, nil) },
		"ofOtherPackage":     ofOtherPackage,
	} {
		if r, err := run(); err != nil || r == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
