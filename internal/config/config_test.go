package config

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

var names = &Names{
	Rules:  []string{"doublespanend", "lostnext", "lostspan", "norecovery"},
	Groups: []string{"grpc", "otel"},
}

const full = `# What the platform team wants.
version: 1
rules:
  enable: [norecovery]            # opt-in rules
  disable: [lostspan]
  settings: { lostnext: { severity: warning } }
tests: false
exclude: ["**/internal/legacy/**"]
deep: ["corp.example/*"]
catalog:
  lifecycles:
    - { name: lease, begin: ["(*corp.example/lock.Client).Acquire"], result: 0, end: ["(*corp.example/lock.Lease).Release"] }
    - name: unlock
      begin: [corp.example/lock.Lock, "(corp.example/lock.Set[K, V]).Lock"]
      result: 1
      end: ["()"]
  registrations:
    - { register: ["(*corp.example/naming.Client).Up"], deregister: ["(*corp.example/naming.Client).Down"] }
`

func TestFull(t *testing.T) {
	c, err := parse("f", []byte(full), names)
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Version: 1,
		Rules: Rules{
			Enable:   []RuleOrGroup{"norecovery"},
			Disable:  []RuleOrGroup{"lostspan"},
			Settings: map[RuleName]RuleSettings{"lostnext": {Severity: "warning"}},
		},
		Exclude: []Glob{"**/internal/legacy/**"},
		Deep:    []Glob{"corp.example/*"},
		Catalog: Catalog{
			Lifecycles: []Lifecycle{
				{Name: "lease", Begin: []Symbol{"(*corp.example/lock.Client).Acquire"}, End: []Symbol{"(*corp.example/lock.Lease).Release"}},
				{Name: "unlock", Begin: []Symbol{"corp.example/lock.Lock", "(corp.example/lock.Set[K, V]).Lock"}, Result: 1, End: []Symbol{"()"}},
			},
			Registrations: []Registration{{Register: []Symbol{"(*corp.example/naming.Client).Up"}, Deregister: []Symbol{"(*corp.example/naming.Client).Down"}}},
		},
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("config is %+v", c)
	}
}

// TestShort checks what may be left out.
func TestShort(t *testing.T) {
	for _, text := range []string{
		"version: 1",
		"version: 1\nrules:\n  enable:\n  # - norecovery\ntests:\nexclude: []\n",
		"# a comment\n---\nversion: 1\n",
		"base: &b [lostspan]\n", // not a key
		"version: 1\nrules: {enable: &b [grpc], disable: [all]}\ndeep: *b\n",
		`{"version": 1, "tests": true}`,
	} {
		_, err := parse("f", []byte(text), names)
		if wrong := strings.HasPrefix(text, "base"); (err != nil) != wrong {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, settings := range []string{"", "null", "{}", `{"tests":true}`, `{"version":1}`} {
		if _, err := Parse([]byte(settings), names); err != nil {
			t.Errorf("%q: %v", settings, err)
		}
	}
}

func TestWrong(t *testing.T) {
	lifecycle := "version: 1\ncatalog: {lifecycles: [{name: lease, begin: [%], end: [(*a.b/c.T).M]}]}"
	for text, want := range map[string]string{
		"":                                   `f:1:1: version: want 1`,
		"version: 2":                         `f:1:1: version: want 1`,
		"version: one":                       `f:1:10: version: want a number, not one`,
		"- version":                          `f:1:1: want keys and values, not a list`,
		"version":                            `f:1:1: want keys and values, not version`,
		"version: 1\ntest: on":               `f:2:1: unknown key "test" (did you mean "tests"? known are version, rules, tests, exclude, deep, catalog)`,
		"version: 1\nrules:\n  enabled: [x]": `f:3:3: rules: unknown key "enabled" (did you mean "enable"? known are enable, disable, settings)`,
		"version: 1\nrules:\n  enable:\n    - norecovery\n    - lostpan":                             `f:5:7: rules.enable[1]: unknown rule or group "lostpan" (did you mean "lostspan"?)`,
		"version: 1\nrules: {disable: [gprc]}":                                                       `f:2:19: rules.disable[0]: unknown rule or group "gprc" (did you mean "grpc"?)`,
		"version: 1\nrules: {enable: [lostspan], disable: [lostspan]}":                               `f:2:39: rules.disable[0]: lostspan is in rules.enable, too`,
		"version: 1\nrules: {enable: lostspan}":                                                      `f:2:17: rules.enable: want a list, not lostspan`,
		"version: 1\nrules: {enable: [[a]]}":                                                         `f:2:18: rules.enable[0]: want a word, not a list`,
		"version: 1\nrules: {enable: [1]}":                                                           `f:2:18: rules.enable[0]: want a word, not 1`,
		"version: 1\nrules: {settings: {lostpan: {severity: error}}}":                                `f:2:20: rules.settings.lostpan: unknown rule (did you mean "lostspan"?)`,
		"version: 1\nrules: {settings: {grpc: {severity: error}}}":                                   `unknown rule (did you mean`,
		"version: 1\nrules: {settings: {lostspan: {severity: warn}}}":                                `f:2:31: rules.settings.lostspan.severity: unknown severity "warn" (did you mean "warning"?)`,
		"version: 1\nrules: {settings: {lostspan: {sevrity: info}}}":                                 `f:2:31: rules.settings.lostspan: unknown key "sevrity" (did you mean "severity"? known are severity)`,
		"version: 1\ntests: maybe":                                                                   `f:2:8: tests: want true or false, not maybe`,
		"version: 1\nexclude: ['a[']":                                                                `f:2:11: exclude[0]: "a[" is no pattern of relative paths`,
		"version: 1\nexclude: [/a]":                                                                  `"/a" is no pattern of relative paths`,
		"version: 1\ndeep: ['a[']":                                                                   `f:2:8: deep[0]: "a[" is no pattern of module paths`,
		"version: 1\nversion: 1":                                                                     `f:2:1: mapping key "version" already defined`,
		"version: 1\nrules: [":                                                                       `f:2:8: sequence end token ']' not found`,
		"version: 1\n---\nversion: 1":                                                                `f:3:8: a second document`,
		strings.ReplaceAll(lifecycle, "%", "a.b/c.T.M"):                                              `f:2:46: catalog.lifecycles[0].begin[0]: "a.b/c.T.M" is not how a function is named (did you mean "(*a.b/c.T).M"?)`,
		strings.ReplaceAll(lifecycle, "%", "a.b/c.F()"):                                              `(did you mean "a.b/c.F"?)`,
		strings.ReplaceAll(lifecycle, "%", "(a.b/c.*T).M"):                                           `want (*path/of/package.Type).Method or path/of/package.Function`,
		strings.ReplaceAll(lifecycle, "%", "Acquire"):                                                `"Acquire" is not how a function is named here`,
		strings.ReplaceAll(lifecycle, "%", "()"):                                                     `"()" is not how a function is named here`,
		"version: 1\ncatalog: {lifecycles: [{name: lease, begin: [a.b/c.F], end: [a.b/c.F]}]}":       `want (*path/of/package.Type).Method`,
		"version: 1\ncatalog: {lifecycles: [{name: lease, begin: [a.b/c.F]}]}":                       `catalog.lifecycles[0].end: want at least one method`,
		"version: 1\ncatalog: {lifecycles: [{name: lease, end: ['()']}]}":                            `catalog.lifecycles[0].begin: want at least one function`,
		"version: 1\ncatalog: {lifecycles: [{name: a, begin: [a.b/c.F], end: ['()', (a.b/c.T).M]}]}": `cannot be mixed`,
		"version: 1\ncatalog: {lifecycles: [{name: a, result: -1, begin: [a.b/c.F], end: ['()']}]}":  `results count from 0`,
		"version: 1\ncatalog: {lifecycles: [{begin: [a.b/c.F], end: ['()']}]}":                       `catalog.lifecycles[0].name: want a word for messages`,
		"version: 1\ncatalog: {registrations: [{}]}":                                                 `f:2:27: catalog.registrations[0]: want register, deregister or both`,
		"version: 1\ncatalog: {registrations: [{register: [a.b/c.T.F]}]}":                            `catalog.registrations[0].register[0]`,
	} {
		_, err := parse("f", []byte(text), names)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\nerror is %v\nwant %s", text, err, want)
		}
	}
	// Without a file there are no positions.
	_, err := Parse([]byte(`{"rules":{"disable":["lostpan"],"enabled":[]}}`), names)
	if err == nil || err.Error() != `rules: unknown key "enabled" (did you mean "enable"? known are enable, disable, settings)` {
		t.Errorf("error is %v", err)
	}
	// All problems are told, in order.
	_, err = parse("f", []byte("version: 1\ntests: false\nrules: {disable: [b], enable: [a]}\ndeep: ['']"), names)
	if err == nil || strings.Count(err.Error(), "\n") != 2 || !strings.HasPrefix(err.Error(), "f:3:19") {
		t.Errorf("error is %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("version: 1\nrules: &a {settings: *a}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := parse("f", data, names) // must not panic
		if (c == nil) == (err == nil) {
			t.Error("neither a configuration nor an error, or both")
		}
	})
}

// tree makes empty files in a new directory; directories end with a slash.
func tree(t *testing.T, files ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range files {
		dir := filepath.Join(root, filepath.Dir(name))
		if strings.HasSuffix(name, "/") {
			dir = filepath.Join(root, name)
		}
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "/") {
			continue
		}
		if err := os.WriteFile(filepath.Join(root, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestFind(t *testing.T) {
	root := tree(t, ".govlint.yaml", "repo/.git/HEAD", "repo/svc/.govlint.yaml", "repo/svc/api/v1/", "repo/lib/", "other/",
		"repo/dir/.govlint.yaml/", "repo/short/.govlint.yml")
	for dir, want := range map[string]string{
		"repo/svc":        "repo/svc/.govlint.yaml",
		"repo/svc/api/v1": "repo/svc/.govlint.yaml",
		"repo/lib":        "", // not beyond the repository
		"repo":            "",
		"other":           ".govlint.yaml",
		"other/missing":   ".govlint.yaml",
	} {
		if want != "" {
			want = filepath.Join(root, want)
		}
		if got, err := Find(filepath.Join(root, dir)); err != nil || got != want {
			t.Errorf("%s: found %q (%v), want %q", dir, got, err, want)
		}
	}
	for _, dir := range []string{"repo/dir", "repo/short"} {
		if got, err := Find(filepath.Join(root, dir)); err == nil {
			t.Errorf("%s: found %q, want an error", dir, got)
		}
	}
}

func TestInForce(t *testing.T) {
	root := tree(t, ".git/HEAD", ".govlint.yaml", "m/go.mod", "m/a/.govlint.yaml", "m/a/b/", "m/testdata/.govlint.yaml", "m/_x/.govlint.yaml", "n/.govlint.yaml",
		"other/.git/HEAD", "other/go.mod", "other/c/.govlint.yaml")
	for dir, want := range map[string]string{
		"m":                ".govlint.yaml m/a/.govlint.yaml false",
		"m/a/b":            ".govlint.yaml m/a/.govlint.yaml false",
		"m/testdata":       ".govlint.yaml m/testdata/.govlint.yaml m/a/.govlint.yaml false",
		"n":                "n/.govlint.yaml false",
		"other":            "other/c/.govlint.yaml true",
		"other/not/there":  "other/c/.govlint.yaml true",
		"other/c":          "other/c/.govlint.yaml true",
		"other/.git/hooks": "other/c/.govlint.yaml true",
	} {
		files, bare, err := InForce(filepath.Join(root, dir))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, file := range files {
			got += strings.TrimPrefix(filepath.ToSlash(file), filepath.ToSlash(root)+"/") + " "
		}
		if got += fmt.Sprint(bare); got != want {
			t.Errorf("%s: %s, want %s", dir, got, want)
		}
	}
}
