package config

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/govlint/govlint/internal/word"
)

// Read reads a configuration file. Shown is what errors call it. Without names
// it is not checked whether rules exist.
func Read(file, shown string, names *Names) (*Config, error) { return Files{}.Read(file, shown, names) }

// Read is the function Read, for these files.
func (f Files) Read(file, shown string, names *Names) (*Config, error) {
	data, err := f.Text(file)
	if err != nil {
		return nil, &Error{File: file, problems: []problem{{message: "cannot read the configuration: " + err.Error()}}}
	}
	c, err := parse(shown, data, names)
	if e := (*Error)(nil); errors.As(err, &e) {
		e.File = file
	}
	if err != nil {
		return nil, err
	}
	c.File = file
	return c, nil
}

// Parse decodes the settings that another program's configuration has for us,
// which need no version. Errors name the path of keys instead of a position.
func Parse(settings []byte, names *Names) (*Config, error) { return parse("", settings, names) }

// Error is what is wrong with a configuration.
type Error struct {
	File     string // absolute, or "" if it is not known
	problems []problem
}

type problem struct {
	at      token.Position
	message string
}

// Problem is one thing that is wrong. Line and Column count from 1; they are 0
// if the problem has no place.
type Problem struct {
	Line, Column int
	Message      string
}

// Problems returns what is wrong, in the order of the file.
func (e *Error) Problems() []Problem {
	var list []Problem
	for _, p := range e.problems {
		list = append(list, Problem{p.at.Line, p.at.Column, p.message})
	}
	return list
}

func (e *Error) Error() string {
	var lines []string
	for _, p := range e.problems {
		lines = append(lines, p.message)
	}
	return strings.Join(lines, "\n")
}

// decoder turns YAML into a Config and remembers where each value is.
type decoder struct {
	file     string
	places   map[string]*token.Position // by path of keys, such as rules.enable[0]
	anchors  map[string]ast.Node
	problems []problem
}

func parse(file string, data []byte, names *Names) (*Config, error) {
	d := &decoder{file: file, places: map[string]*token.Position{}, anchors: map[string]ast.Node{}}
	c := &Config{}
	d.document(data, c)
	if len(d.problems) == 0 {
		d.validate(c, names)
	}
	if len(d.problems) > 0 {
		slices.SortStableFunc(d.problems, func(a, b problem) int {
			return cmp.Or(cmp.Compare(a.at.Line, b.at.Line), cmp.Compare(a.at.Column, b.at.Column))
		})
		return nil, &Error{problems: d.problems}
	}
	return c, nil
}

func (d *decoder) document(data []byte, c *Config) {
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		d.syntax(err)
		return
	}
	var root ast.Node
	for _, doc := range tree.Docs {
		if doc.Body == nil {
			continue
		} else if root != nil {
			d.fail(doc.Body.GetToken().Position, "", "a second document; a configuration is one")
			return
		}
		root = doc.Body
	}
	d.places[""] = &token.Position{Line: 1, Column: 1}
	if root != nil {
		d.value(root, reflect.ValueOf(c).Elem(), "")
	}
}

// syntax records an error of the YAML parser, without the excerpt it shows.
func (d *decoder) syntax(err error) {
	var syntax interface {
		GetMessage() string
		GetToken() *token.Token
	}
	if !errors.As(err, &syntax) || syntax.GetToken() == nil {
		d.fail(&token.Position{Line: 1, Column: 1}, "", "%v", err)
		return
	}
	d.fail(syntax.GetToken().Position, "", "%s", syntax.GetMessage())
}

// fail records a problem at a position or, if there is no file, at a path.
func (d *decoder) fail(at *token.Position, path, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if path != "" {
		message = path + ": " + message
	}
	if d.file != "" {
		message = fmt.Sprintf("%s:%d:%d: %s", d.file, at.Line, at.Column, message)
	}
	d.problems = append(d.problems, problem{*at, message})
}

// value decodes a node into v.
func (d *decoder) value(n ast.Node, v reflect.Value, path string) {
	n = d.resolve(n)
	at := n.GetToken().Position
	if _, seen := d.places[path]; !seen {
		d.places[path] = at
	}
	if n.Type() == ast.NullType {
		return // a key without a value
	}
	switch v.Kind() {
	case reflect.Struct, reflect.Map:
		if m, ok := n.(ast.MapNode); ok {
			d.mapping(m, v, path)
			return
		}
		d.fail(at, path, "want keys and values, not %s", describe(n))
	case reflect.Slice:
		d.sequence(n, v, path)
	default:
		d.scalar(n, v, path)
	}
}

// resolve follows aliases to their anchors.
func (d *decoder) resolve(n ast.Node) ast.Node {
	switch node := n.(type) {
	case *ast.AnchorNode:
		d.anchors[node.Name.String()] = node.Value
		return d.resolve(node.Value)
	case *ast.AliasNode:
		if target, ok := d.anchors[node.Value.String()]; ok {
			return target
		}
	}
	return n
}

func (d *decoder) mapping(m ast.MapNode, v reflect.Value, path string) {
	for entries := m.MapRange(); entries.Next(); {
		key := entries.Key()
		at, name := key.GetToken().Position, key.GetToken().Value
		inner := strings.TrimPrefix(path+"."+name, ".")
		d.places[inner] = at
		if v.Kind() == reflect.Map {
			element := reflect.New(v.Type().Elem()).Elem()
			d.value(entries.Value(), element, inner)
			if v.IsNil() {
				v.Set(reflect.MakeMap(v.Type()))
			}
			v.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), element)
			continue
		}
		i, ok := field(v.Type(), name)
		if !ok {
			known := keys(v.Type())
			d.fail(at, path, "unknown key %q (did you mean %q? known are %s)", name, word.Nearest(known, name), strings.Join(known, ", "))
			continue
		}
		d.value(entries.Value(), v.Field(i), inner)
	}
}

// keys returns the keys of a struct, in the order of its fields.
func keys(t reflect.Type) []string {
	var list []string
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("yaml"); key != "-" {
			list = append(list, key)
		}
	}
	return list
}

func field(t reflect.Type, key string) (int, bool) {
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("yaml") == key && key != "-" {
			return i, true
		}
	}
	return 0, false
}

func (d *decoder) sequence(n ast.Node, v reflect.Value, path string) {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		d.fail(n.GetToken().Position, path, "want a list, not %s", describe(n))
		return
	}
	for i, item := range list.Values {
		element := reflect.New(v.Type().Elem()).Elem()
		d.value(item, element, fmt.Sprintf("%s[%d]", path, i))
		v.Set(reflect.Append(v, element))
	}
}

func (d *decoder) scalar(n ast.Node, v reflect.Value, path string) {
	switch node := n.(type) {
	case *ast.StringNode:
		if v.Kind() == reflect.String {
			v.SetString(node.Value)
			return
		}
	case *ast.BoolNode:
		if v.Kind() == reflect.Bool {
			v.SetBool(node.Value)
			return
		}
	case *ast.IntegerNode:
		if i, ok := integer(node.Value); ok && v.Kind() == reflect.Int {
			v.SetInt(i)
			return
		}
	}
	d.fail(n.GetToken().Position, path, "want %s, not %s", wanted[v.Kind()], describe(n))
}

var wanted = map[reflect.Kind]string{
	reflect.String: "a word",
	reflect.Bool:   "true or false",
	reflect.Int:    "a number",
}

func integer(value any) (int64, bool) {
	switch i := value.(type) {
	case int64:
		return i, true
	case uint64:
		return int64(i), i <= 1<<31
	}
	return 0, false
}

func describe(n ast.Node) string {
	switch n.(type) {
	case ast.MapNode:
		return "keys and values"
	case *ast.SequenceNode:
		return "a list"
	}
	return cmp.Or(strings.TrimSpace(n.GetToken().Value), "nothing")
}
