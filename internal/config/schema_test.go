package config

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestSamples reads what e2e/schema compares with the schema, too.
func TestSamples(t *testing.T) {
	for file, right := range map[string]bool{"testdata/right.yaml": true, "testdata/wrong.yaml": false} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for sample := range strings.SplitSeq(string(text), "\n---\n") {
			if _, err := parse(file, []byte(sample), names); (err == nil) != right {
				t.Errorf("%s: %v\n%s", file, err, sample)
			}
		}
	}
}

// TestSchemaIsComplete checks that each key is in the schema and described.
func TestSchemaIsComplete(t *testing.T) {
	text, err := Schema(names, map[string]string{"lostspan": "reports spans"})
	if err != nil {
		t.Fatal(err)
	}
	var root map[string]any
	if err := json.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	described(t, "", root, reflect.TypeFor[Config]())
	if again, _ := Schema(names, map[string]string{"lostspan": "reports spans"}); string(again) != string(text) {
		t.Error("the schema differs from run to run")
	}
	for _, want := range []string{`"lostspan": {`, `"description": "reports spans"`, `"norecovery"`, `"grpc"`, `"all"`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the schema lacks %s", want)
		}
	}
}

func described(t *testing.T, path string, schema map[string]any, typ reflect.Type) {
	t.Helper()
	for i := range typ.NumField() {
		field := typ.Field(i)
		key := field.Tag.Get("yaml")
		if key == "-" {
			continue
		}
		properties, _ := schema["properties"].(map[string]any)
		inner, ok := properties[key].(map[string]any)
		if !ok || inner["description"] == "" || inner["description"] == nil {
			t.Errorf("%s.%s is not described", path, key)
			continue
		}
		element := field.Type
		if element.Kind() == reflect.Slice {
			inner, element = inner["items"].(map[string]any), element.Elem()
		}
		if element.Kind() == reflect.Struct {
			described(t, path+"."+key, inner, element)
		}
	}
}
