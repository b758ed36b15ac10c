package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers"
)

// TestApplies checks what the list of rules says of a module.
func TestApplies(t *testing.T) {
	rules := toys()
	rules[0].Libraries = []string{"example.com/none", "net/http"}
	rules[1].Libraries, rules[1].Group = []string{"example.com/registry"}, "registry"
	text := func(imports string) string { return "package p\n\nimport " + imports + "\n" }
	const private = "version: 1\ncatalog: {registrations: [{register: [corp.example/naming.Up]}]}\n"
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string // of badcall, crash and oddname
	}{
		{"library reached", map[string]string{"p.go": text(`_ "net/http/httptest"`)}, "applies,not here,applies"},
		{"library not reached", map[string]string{"p.go": text(`_ "net"`)}, "not here,not here,applies"},
		{"no packages", nil, "not here,not here,applies"},
		{"registry of its own", map[string]string{"p.go": text(`_ "net"`), ".govlint.yaml": private}, "not here,applies,applies"},
		{"missing library", map[string]string{"p.go": text(`_ "example.com/registry/v2"`)}, "not here,applies,applies"},
	} {
		files := map[string]string{}
		for name, text := range test.files {
			files[name] = text
		}
		dir := write(t, files)
		code, stdout, stderr := invokeWith(t, rules, "rules", "-C", dir, "-format=json")
		var list []ruleJSON
		if err := json.Unmarshal([]byte(stdout), &list); err != nil || code != exitClean {
			t.Fatalf("%s: exit %d, %v: %s", test.name, code, err, stderr)
		}
		var got []string
		for _, r := range list {
			got = append(got, map[bool]string{true: "applies", false: "not here"}[*r.Applies])
		}
		if strings.Join(got, ",") != test.want {
			t.Errorf("%s: %q, want %s", test.name, got, test.want)
		}
		if _, stdout, _ := invokeWith(t, rules, "rules", "-C", dir); !strings.Contains(stdout, "fix: none  "+got[0]) {
			t.Errorf("%s:\n%s", test.name, stdout)
		}
	}
}

// TestAppliesToAll checks that all packages count, wherever in the module or
// the workspace the command runs.
func TestAppliesToAll(t *testing.T) {
	rules := toys()
	rules[0].Libraries = []string{"net/http"}
	files := map[string]string{
		"go.mod": "", "go.work": "go 1.26\n\nuse (\n\t./a\n\t./b\n)\n",
		"a/go.mod": "module example.com/a\n\ngo 1.26\n", "a/a.go": "package a\n", "a/sub/sub.go": "package sub\n",
		"b/go.mod": "module example.com/b\n\ngo 1.26\n", "b/b.go": "package b\n\nimport _ \"net/http\"\n",
	}
	dir := write(t, files)
	if err := os.Remove(dir + "/go.mod"); err != nil {
		t.Fatal(err)
	}
	for _, below := range []string{"", "/a", "/a/sub", "/b"} {
		t.Setenv("GOWORK", "")
		var out, errs bytes.Buffer
		a := &app{rules: rules, stdout: &out, stderr: &errs}
		if code := a.run(t.Context(), []string{"rules", "-C", dir + below}); code != exitClean || strings.Count(out.String(), "applies") != 3 {
			t.Errorf("in %q: exit %d\n%s%s", below, code, &out, &errs)
		}
	}
}

// TestRulesElsewhere lists the rules where there is no module, or none that
// can be read.
func TestRulesElsewhere(t *testing.T) {
	bare := t.TempDir()
	if code, stdout, stderr := invoke(t, "rules", "-C", bare); code != exitClean || stderr != "" || strings.Contains(stdout, "applies") {
		t.Errorf("no module: exit %d\n%s%s", code, stdout, stderr)
	}
	if err := os.WriteFile(bare+"/go.mod", []byte("module"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		dir, want string
		code      int
	}{
		{bare, "govlint: listing the packages of the module in " + bare + ": ", exitPackages},
		{bare + "/x", "govlint: -C: stat ", exitUsage},
		{bare + "/go.mod", "is not a directory", exitUsage},
		{write(t, map[string]string{".govlint.yaml": "version: 2"}), "version: want 1", exitUsage},
	} {
		if code, _, stderr := invoke(t, "rules", "-C", test.dir); code != test.code || !strings.Contains(stderr, test.want) {
			t.Errorf("exit %d, want %d: %s", code, test.code, stderr)
		}
	}
}

// TestRegistry lists the rules that there are.
func TestRegistry(t *testing.T) {
	code, stdout, stderr := invokeWith(t, analyzers.Rules(), "rules")
	if code != 0 || stderr != "" || strings.Count(stdout, "\n") != len(analyzers.Rules()) {
		t.Errorf("exit %d:\n%s%s", code, stdout, stderr)
	}
}
