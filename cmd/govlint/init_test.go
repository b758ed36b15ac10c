package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/config"
)

const startMod = `module github.com/acme/shop

go 1.26

require (
	github.com/acme/platform v1.0.0
	github.com/other/lib v1.0.0
)
`

// TestInit checks what is written for a module below the root of a repository,
// and that it stays as it is.
func TestInit(t *testing.T) {
	rules := toys()
	rules[0].Libraries = []string{"net/http"}
	rules[1].Libraries = []string{"database/sql"}
	rules[2].Status++
	root := t.TempDir()
	dir := filepath.Join(root, "services", "shop")
	for name, text := range map[string]string{
		".git/HEAD":              "ref: refs/heads/main\n",
		"services/shop/go.mod":   startMod,
		"services/shop/a/a.go":   "package a\n\nimport _ \"net/http\"\n",
		"services/shop/README":   "",
		"services/shop/a/README": "",
	} {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	names := []string{
		"services/shop/.govlint.yaml", "services/shop/.custom-gcl.yml", "services/shop/.golangci.govlint.yml",
		".github/workflows/govlint-services-shop.yml",
	}
	code, stdout, stderr := invokeWith(t, rules, "init", "-C", filepath.Join(dir, "a"))
	if code != exitClean || stderr != "" || strings.Count(stdout, "wrote ") != len(names) {
		t.Fatalf("exit %d: %s%s", code, stdout, stderr)
	}
	texts := map[string]string{}
	for _, name := range names {
		texts[name] = read(t, root, name)
		if err := yaml.Unmarshal([]byte(texts[name]), new(any)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, wants := range map[string][]string{
		names[0]: {"# - oddname # preview: reports oddnames\n", "# - runtime # badcall\n", "# - github.com/acme/platform # required"},
		names[1]: {"version: v0.1.0"},
		names[2]: {"# - govlint-runtime # badcall\n"},
		names[3]: {"name: govlint services-shop\n", "directory: services/shop\n", "uses: govlint/govlint@v0.1.0\n"},
	} {
		for _, want := range wants {
			if !strings.Contains(texts[name], want) {
				t.Errorf("%s lacks %q:\n%s", name, want, texts[name])
			}
		}
	}
	if strings.Contains(texts[names[0]], "other/lib") || strings.Contains(texts[names[0]], "crash") {
		t.Errorf("%s names what does not concern it:\n%s", names[0], texts[names[0]])
	}
	if _, err := config.Read(filepath.Join(dir, config.Name), config.Name, analyzers.Names(rules)); err != nil {
		t.Error(err)
	}

	code, stdout, _ = invokeWith(t, rules, "init", "-C", dir)
	if code != exitClean || strings.Count(stdout, " exists, and stays as it is\n") != len(names) || strings.Contains(stdout, "wrote") {
		t.Errorf("exit %d: %s", code, stdout)
	}
	for _, name := range names {
		same(t, name, read(t, root, name), texts[name])
	}
}

// TestInitExamples uncomments what the configuration offers: that is right, too.
func TestInitExamples(t *testing.T) {
	dir := write(t, map[string]string{"p.go": "package p\n"})
	if code, stdout, stderr := invoke(t, "init", "-C", dir); code != exitClean {
		t.Fatalf("exit %d: %s%s", code, stdout, stderr)
	}
	file := filepath.Join(dir, config.Name)
	text := regexp.MustCompile(`(?m)^( +)# (- |  |\w+: \{)`).ReplaceAllString(read(t, file), "$1$2")
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	c, err := config.Read(file, file, analyzers.Names(toys()))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(c.Catalog.Lifecycles) != 1 || len(c.Catalog.Registrations) != 1 || len(c.Deep) != 1 || len(c.Exclude) != 1 || len(c.Rules.Settings) != 1 {
		t.Errorf("%+v of\n%s", c, text)
	}
}

func TestInitPrints(t *testing.T) {
	dir := write(t, map[string]string{"p.go": "package p\n"})
	code, stdout, _ := invoke(t, "init", "-C", dir, "-stdout")
	if code != exitClean || strings.Count(stdout, "# "+dir) != 4 || !strings.Contains(stdout, "\nversion: 1\n") {
		t.Errorf("exit %d: %s", code, stdout)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".[a-z]*")); left != nil {
		t.Errorf("wrote %v", left)
	}
}

func TestInitElsewhere(t *testing.T) {
	present := write(t, map[string]string{"p.go": "package p\n", ".custom-gcl.yml": "version: v2.0.0\n", ".github": ""})
	for _, test := range []struct {
		args         []string
		out, message string
		code         int
	}{
		{[]string{"-C", t.TempDir()}, "", "there is no go.mod in this directory", exitUsage},
		{[]string{"x"}, "", "init takes no arguments", exitUsage},
		{[]string{"-x"}, "", "not defined: -x", exitUsage},
		{[]string{"-C", present}, ".custom-gcl.yml exists, and stays as it is\n    To use govlint there, add to it:\n\n    # For", ".github", exitUsage},
	} {
		code, stdout, stderr := invoke(t, append([]string{"init"}, test.args...)...)
		if code != test.code || !strings.Contains(stdout, test.out) || !strings.Contains(stderr, test.message) {
			t.Errorf("%v: exit %d: %s%s", test.args, code, stdout, stderr)
		}
	}
}
