package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestSchema checks that the schema is that of this program's rules; e2e/schema
// compares it with configurations.
func TestSchema(t *testing.T) {
	code, stdout, stderr := invoke(t, "schema")
	if code != exitClean || stderr != "" || !json.Valid([]byte(stdout)) {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
	for _, want := range []string{"https://json-schema.org/draft/2020-12/schema", `"badcall"`, `"description": "reports oddnames"`, `"runtime"`} {
		if !strings.Contains(stdout, want) {
			t.Errorf("the schema lacks %s", want)
		}
	}
	if code, _, stderr := invoke(t, "schema", "x"); code != exitUsage || !strings.Contains(stderr, "schema takes no arguments") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}
