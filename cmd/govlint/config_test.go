package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// configured returns the shop with more files.
func configured(files map[string]string) map[string]string {
	all := maps.Clone(shop)
	maps.Copy(all, files)
	return all
}

// TestConfiguration checks where a configuration is found, and that it does
// what it says.
func TestConfiguration(t *testing.T) {
	const off = "version: 1\nrules: {disable: [badcall]}\n"
	for name, test := range map[string]struct {
		files  map[string]string
		args   []string
		counts string // findings of badcall and oddname
	}{
		"none":                   {nil, nil, "2 1"},
		"at the root":            {map[string]string{".govlint.yaml": off}, nil, "0 1"},
		"above a package":        {map[string]string{".govlint.yaml": off}, []string{"./app"}, "0 1"},
		"of a directory":         {map[string]string{"app/.govlint.yaml": off}, nil, "0 1"},
		"nearest":                {map[string]string{".govlint.yaml": off, "app/.govlint.yaml": "version: 1\n"}, nil, "2 1"},
		"of another directory":   {map[string]string{"lib/.govlint.yaml": off}, nil, "2 1"},
		"enabled somewhere":      {map[string]string{".govlint.yaml": "version: 1\nrules: {disable: [all]}\n", "app/.govlint.yaml": "version: 1\nrules: {disable: [all], enable: [oddname]}\n"}, nil, "0 1"},
		"named":                  {map[string]string{"x.yaml": off}, []string{"-config=x.yaml"}, "0 1"},
		"named, others ignored":  {map[string]string{"x.yaml": "version: 1\n", "app/.govlint.yaml": off}, []string{"-config=x.yaml"}, "2 1"},
		"enabled by flag":        {map[string]string{".govlint.yaml": off}, []string{"-enable=badcall"}, "2 1"},
		"only":                   {map[string]string{".govlint.yaml": off}, []string{"-only=badcall"}, "2 0"},
		"disabled by flag":       {map[string]string{".govlint.yaml": "version: 1\nrules: {enable: [badcall]}"}, []string{"-disable=badcall"}, "0 1"},
		"tests":                  {map[string]string{".govlint.yaml": "version: 1\ntests: true\n"}, nil, "3 1"},
		"tests of a directory":   {map[string]string{"app/.govlint.yaml": "version: 1\ntests: true\n"}, nil, "3 1"},
		"tests of another":       {map[string]string{"lib/.govlint.yaml": "version: 1\ntests: true\n"}, nil, "2 1"},
		"tests by flag":          {map[string]string{".govlint.yaml": "version: 1\n"}, []string{"-tests"}, "3 1"},
		"from below the package": {map[string]string{"app/.govlint.yaml": off}, []string{"-C=lib", "../app"}, "0 1"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := write(t, configured(test.files))
			args := append([]string{"-C", dir}, test.args...)
			if len(test.args) > 0 && strings.HasPrefix(test.args[0], "-C=") {
				args = append([]string{"-C", filepath.Join(dir, test.args[0][3:])}, test.args[1:]...)
			}
			code, stdout, stderr := invoke(t, args...)
			got := strings.Join([]string{count(stdout, "(badcall)"), count(stdout, "(oddname)")}, " ")
			if got != test.counts || stderr != "" || code > exitFindings {
				t.Errorf("%s findings, want %s; exit %d\n%s%s", got, test.counts, code, stdout, stderr)
			}
		})
	}
}

func count(text, part string) string { return string(rune('0' + strings.Count(text, part))) }

// TestWrongConfiguration checks that a mistake is an error with its place, and
// that nothing is analysed.
func TestWrongConfiguration(t *testing.T) {
	for name, test := range map[string]struct {
		files map[string]string
		args  []string
		want  string
	}{
		"unknown key":        {map[string]string{".govlint.yaml": "version: 1\nrule: {}\n"}, nil, `govlint: .govlint.yaml:2:1: unknown key "rule" (did you mean "rules"?`},
		"unknown rule":       {map[string]string{".govlint.yaml": "version: 1\nrules: {enable: [badcal]}\n"}, nil, `.govlint.yaml:2:18: rules.enable[0]: unknown rule or group "badcal" (did you mean "badcall"?)`},
		"in both":            {map[string]string{".govlint.yaml": "version: 1\nrules: {enable: [badcall], disable: [badcall]}\n"}, nil, "badcall is in rules.enable, too"},
		"of a directory":     {map[string]string{"app/.govlint.yaml": "version: 2\n"}, []string{"./lib"}, "app/.govlint.yaml:1:1: version: want 1"},
		"without a version":  {map[string]string{".govlint.yaml": "tests: true\n"}, nil, ".govlint.yaml:1:1: version: want 1"},
		"misnamed":           {map[string]string{".govlint.yml": "version: 1\n"}, nil, "rename it to .govlint.yaml"},
		"directory":          {map[string]string{".govlint.yaml/x": ""}, nil, "is not a file"},
		"missing":            {nil, []string{"-config=missing.yaml"}, "missing.yaml: no such file or directory"},
		"flags contradict":   {nil, []string{"-enable=badcall", "-disable=badcall"}, "badcall is to be enabled and disabled at once"},
		"of another module":  {map[string]string{".govlint.yaml": "version: 1\nrules: {disable: [all]}\n", "testdata/p/p.go": "package p\n", "testdata/p/.govlint.yaml": "version: 1\n"}, []string{"./testdata/p"}, "testdata/p/.govlint.yaml turns on badcall"},
		"several are wrong":  {map[string]string{".govlint.yaml": "version: 1\ntest: true\nrules: {settings: {x: {}}}\n"}, nil, "\n"},
		"unreadable symlink": {map[string]string{"x": ""}, []string{"-config=x/y"}, "cannot read the configuration"},
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := invoke(t, append([]string{"-C", write(t, configured(test.files))}, test.args...)...)
			if code != exitUsage || stdout != "" || !strings.Contains(stderr, test.want) {
				t.Errorf("exit %d, want an error with %s:\n%s%s", code, test.want, stdout, stderr)
			}
		})
	}
}

// TestVetConfiguration checks that go vet, which caches and knows nothing of
// side files, notices when a configuration changes.
func TestVetConfiguration(t *testing.T) {
	dir := write(t, maps.Clone(shop))
	set := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	check := func(step, counts string, args ...string) {
		t.Helper()
		_, stdout, stderr := vet(t, dir, append(args, "./...")...)
		if got := count(stderr, "(badcall)") + " " + count(stderr, "(oddname)"); got != counts {
			t.Errorf("%s: %s findings, want %s:\n%s%s", step, got, counts, stdout, stderr)
		}
	}
	check("without", "2 1")
	set(".govlint.yaml", "version: 1\nrules: {disable: [badcall]}\n")
	check("disabled", "0 1")
	check("a flag has precedence", "2 0", "-badcall")
	set(".govlint.yaml", "version: 1\nrules: {disable: [oddname]}\ntests: true\n")
	check("edited", "3 0")
	set("app/.govlint.yaml", "version: 1\n")
	check("nearer", "2 1")
	set("x.yaml", "version: 1\nrules: {disable: [all]}\n")
	check("named", "0 0", "-config="+filepath.Join(dir, "x.yaml"))
	for _, name := range []string{".govlint.yaml", "app/.govlint.yaml"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	check("removed", "2 1")

	set(".govlint.yaml", "version: 1\nrule: {}\n")
	code, _, stderr := vet(t, dir, "./...")
	if want := `/.govlint.yaml:2:1: unknown key "rule"`; code == 0 || !strings.Contains(stderr, want) {
		t.Errorf("exit %d, want an error with %s:\n%s", code, want, stderr)
	}
	if code, _, stderr := vet(t, dir, "-config=x.yaml", "./..."); code == 0 || !strings.Contains(stderr, "-config x.yaml: want an absolute name") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}
