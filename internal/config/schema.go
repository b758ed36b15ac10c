package config

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// SchemaURL identifies the schema, and is where editors find it.
const SchemaURL = "https://raw.githubusercontent.com/govlint/govlint/main/docs/govlint.schema.json"

// Schema returns the JSON schema of a configuration file, for editors. The
// titles of rules, by name, become descriptions.
//
// It says what a JSON schema can: which keys there are, what values look like,
// and the names of rules. Reading a file says more, such as that a rule is to
// be enabled and disabled at once.
func Schema(names *Names, titles map[string]string) ([]byte, error) {
	g := &generator{names: names, titles: titles}
	root := g.object(reflect.TypeFor[Config]())
	root.Schema = "https://json-schema.org/draft/2020-12/schema"
	root.ID = SchemaURL
	root.Title = "Configuration of govlint: " + Name
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(root)
	return text.Bytes(), err
}

// schema is a part of a JSON schema.
type schema struct {
	Schema               string             `json:"$schema,omitempty"`
	ID                   string             `json:"$id,omitempty"`
	Title                string             `json:"title,omitempty"`
	Description          string             `json:"description,omitempty"`
	Type                 types              `json:"type,omitempty"`
	Const                any                `json:"const,omitempty"`
	Enum                 []any              `json:"enum,omitempty"`
	Pattern              string             `json:"pattern,omitempty"`
	Minimum              *int               `json:"minimum,omitempty"`
	MinItems             int                `json:"minItems,omitempty"`
	Items                *schema            `json:"items,omitempty"`
	Properties           map[string]*schema `json:"properties,omitempty"`
	AdditionalProperties *bool              `json:"additionalProperties,omitempty"`
	Required             []string           `json:"required,omitempty"`
	AnyOf                []*schema          `json:"anyOf,omitempty"`
}

// types are what a value may be.
type types []string

// MarshalJSON writes a single type as a word.
func (ts types) MarshalJSON() ([]byte, error) {
	if len(ts) == 1 {
		return json.Marshal(ts[0])
	}
	return json.Marshal([]string(ts))
}

// generator makes schemas of the types of a configuration.
type generator struct {
	names  *Names
	titles map[string]string
}

func (g *generator) of(t reflect.Type) *schema {
	switch t.Kind() {
	case reflect.Struct:
		return g.object(t)
	case reflect.Map:
		return g.byRule(t.Elem())
	case reflect.Slice:
		return &schema{Type: types{"array"}, Items: g.of(t.Elem())}
	case reflect.Bool:
		return &schema{Type: types{"boolean"}}
	case reflect.Int:
		return &schema{Type: types{"integer"}, Minimum: new(0)}
	}
	return g.word(t)
}

// object returns the schema of a struct: no keys but those of its fields.
func (g *generator) object(t reflect.Type) *schema {
	s := &schema{Type: types{"object"}, Properties: map[string]*schema{}, AdditionalProperties: new(false)}
	for i := range t.NumField() {
		field := t.Field(i)
		key := field.Tag.Get("yaml")
		if key == "-" {
			continue
		}
		value := g.of(field.Type)
		value.take(field.Tag.Get("form"))
		value.Description = field.Tag.Get("doc")
		switch field.Tag.Get("required") {
		case "true":
			s.Required = append(s.Required, key)
			value.fill()
		case "any":
			one := &schema{Type: types{"array"}}
			one.fill()
			s.AnyOf = append(s.AnyOf, &schema{Required: []string{key}, Properties: map[string]*schema{key: one}})
			value.allowNothing()
		default:
			value.allowNothing()
		}
		s.Properties[key] = value
	}
	return s
}

// byRule returns the schema of a map from the names of rules.
func (g *generator) byRule(value reflect.Type) *schema {
	s := &schema{Type: types{"object"}, Properties: map[string]*schema{}, AdditionalProperties: new(false)}
	for _, name := range g.names.Rules {
		s.Properties[name] = g.of(value)
		s.Properties[name].allowNothing()
		s.Properties[name].Description = g.titles[name]
	}
	return s
}

// word returns the schema of one of the kinds of words.
func (g *generator) word(t reflect.Type) *schema {
	s := &schema{Type: types{"string"}}
	switch t {
	case reflect.TypeFor[RuleOrGroup]():
		s.Enum = list(g.names.Any())
	case reflect.TypeFor[Severity]():
		s.Enum = list(Severities)
	case reflect.TypeFor[Glob]():
		s.Pattern = `^[^/]`
	case reflect.TypeFor[Symbol]():
		s.Pattern = MethodForm.String() + "|" + FunctionForm.String()
	}
	return s
}

// take adds what the form of a field says beside its type.
func (s *schema) take(form string) {
	switch form {
	case "version":
		s.Const, s.Minimum = 1, nil
	case "noun":
		s.Pattern = lifeName.String()
	case "end":
		s.Items.Pattern = ""
		s.AnyOf = []*schema{
			{Items: &schema{Pattern: MethodForm.String()}},
			{Const: []string{Call}},
		}
	}
}

// fill refuses a list without elements.
func (s *schema) fill() {
	if s.Type[0] == "array" {
		s.MinItems = 1
	}
}

// allowNothing allows a key without a value, as where one is being written.
func (s *schema) allowNothing() {
	s.Type = append(s.Type, "null")
	if s.Enum != nil {
		s.Enum = append(s.Enum, nil)
	}
}

func list(words []string) []any {
	var values []any
	for _, word := range words {
		values = append(values, word)
	}
	return values
}
