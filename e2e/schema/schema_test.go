// Package schema compares the JSON schema of .govlint.yaml with what govlint
// makes of configurations, by means of a validator that knows the standard.
package schema

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

const root = "../.."

// govlint runs the command of this checkout in a directory.
func govlint(t *testing.T, dir string, args ...string) string {
	t.Helper()
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", append([]string{"run", "./cmd/govlint", args[0], "-C", abs}, args[1:]...)...)
	if args[0] == "schema" {
		cmd = exec.Command("go", "run", "./cmd/govlint", "schema")
	}
	cmd.Dir = root // its own module, with its own requirements
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("govlint %v: %v\n%s", args, err, &stderr)
	}
	return string(out)
}

// compile returns the schema, which has to be one of draft 2020-12.
func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(govlint(t, ".", "schema")))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("govlint.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("govlint.json")
	if err != nil {
		t.Fatal(err)
	}
	if schema.DraftVersion != 2020 {
		t.Errorf("the draft is %d", schema.DraftVersion)
	}
	return schema
}

// check returns what the schema has against a configuration.
func check(t *testing.T, schema *jsonschema.Schema, text string) error {
	t.Helper()
	var value any
	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(doc)
}

// TestSamples checks the samples of internal/config, which its own tests read
// with govlint's decoder.
func TestSamples(t *testing.T) {
	schema := compile(t)
	for file, right := range map[string]bool{"right.yaml": true, "wrong.yaml": false} {
		for sample := range strings.SplitSeq(read(t, root, "internal/config/testdata", file), "\n---\n") {
			if err := check(t, schema, sample); (err == nil) != right {
				t.Errorf("%s: %v\n%s", file, err, sample)
			}
		}
	}
}

// TestDocumented checks the configurations that documentation shows, and those
// of this project.
func TestDocumented(t *testing.T) {
	schema := compile(t)
	samples := configurations(read(t, root, "docs/configuration.md"))
	if len(samples) == 0 {
		t.Error("docs/configuration.md has no sample")
	}
	samples = append(samples, read(t, root, "analyzers/testdata/.govlint.yaml"))
	for _, sample := range samples {
		if err := check(t, schema, sample); err != nil {
			t.Errorf("%v\n%s", err, sample)
		}
	}
}

// TestInit checks the configuration that govlint init writes.
func TestInit(t *testing.T) {
	text := govlint(t, filepath.Join(root, "examples/shop"), "init", "-stdout")
	_, text, _ = strings.Cut(text, "\n") // the file's name
	text, _, found := strings.Cut(text, "\n# /")
	if err := check(t, compile(t), text); err != nil || !found {
		t.Errorf("%v\n%s", err, text)
	}
}

// configurations returns the fenced blocks of a page that are whole files.
func configurations(page string) []string {
	var list []string
	for i, part := range strings.Split(page, "```") {
		if text, ok := strings.CutPrefix(part, "yaml\n"); ok && i%2 == 1 && strings.Contains("\n"+text, "\nversion: 1\n") {
			list = append(list, text)
		}
	}
	return list
}

func read(t *testing.T, elem ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
