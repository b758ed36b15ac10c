package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers"
)

// logged are toy rules that know symptoms.
func logged() []*analyzers.Rule {
	rules := toys()
	rules[0].Logs = []string{`bad \w+ called`}
	rules[1].Logs = []string{`crashed`}
	rules[2].Logs = []string{`odd`, `bad \w+ called`}
	return rules
}

// diagnosed runs the command on a log.
func diagnosed(t *testing.T, log string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv(cacheVariable, "off")
	t.Setenv("GOWORK", "off")
	var out, errs bytes.Buffer
	a := &app{rules: logged(), stdin: strings.NewReader(log), stdout: &out, stderr: &errs}
	code = a.run(t.Context(), append([]string{"diagnose"}, args...))
	return code, out.String(), errs.String()
}

func TestDiagnose(t *testing.T) {
	dir := write(t, maps.Clone(shop))
	code, stdout, stderr := diagnosed(t, "fine\ncrashed\nfine\nbad thing called\ncrashed\n", "-C", dir)
	if code != exitClean || stderr != "" {
		t.Errorf("exit %d: %s", code, stderr)
	}
	same(t, "diagnosis", stdout, `badcall: reports badcalls
  seen in 1 line, such as
    stdin:4: bad thing called
  and may come from
    app/app.go:7:16: call of bad function BadCall
    app/app.go:10:31: call of bad function BadCall

oddname: reports oddnames
  seen in 1 line, such as
    stdin:4: bad thing called
  and may come from
    app/app.go:12:6: odd name odd

crash: reports crashs
  seen in 2 lines, such as
    stdin:2: crashed
    stdin:5: crashed
  and nothing of the kind was found in this module

5 lines, and 3 rules that could be behind them; govlint explain RULE tells more
`)
}

func TestDiagnoseFiles(t *testing.T) {
	files := maps.Clone(shop)
	files["a.log"], files["b.log"] = "odd\nodd\n", "odd\n"
	dir := write(t, files)
	code, stdout, stderr := diagnosed(t, "odd\n", "-C", dir, "-format=json", "a.log", filepath.Join(dir, "b.log"), "-")
	var d diagnosis
	if err := json.Unmarshal([]byte(stdout), &d); err != nil || code != exitClean {
		t.Fatalf("exit %d, %v: %s", code, err, stderr)
	}
	if d.Lines != 4 || !d.Linted || len(d.Symptoms) != 1 || d.Symptoms[0].Lines != 4 || len(d.Symptoms[0].Findings) != 1 || d.Symptoms[0].Examples[2].File != filepath.Join(dir, "b.log") {
		t.Errorf("%s", stdout)
	}
}

func TestDiagnoseElsewhere(t *testing.T) {
	dir, bare := write(t, maps.Clone(shop)), t.TempDir()
	files := maps.Clone(shop)
	files["z/z.go"] = "package z\n\nfunc f() { undefined() }\n"
	broken := write(t, files)
	for _, test := range []struct {
		name, args  string
		code        int
		out, errors string
	}{
		{"no module", "-C " + bare, exitClean, "stdin:1: odd\n\n1 line, and 1 rule that could be behind", ""},
		{"no lint", "-C " + dir + " -no-lint", exitClean, "stdin:1: odd\n\n1 line", ""},
		{"broken package", "-C " + broken, exitPackages, "odd name odd", "z/z.go:3:12: undefined: undefined"},
		{"no such log", "-C " + dir + " nope.log", exitUsage, "", "no such file or directory"},
		{"directory", "-C " + dir + " app", exitUsage, "", "is a directory"},
		{"no such directory", "-C " + dir + "/nope", exitUsage, "", "no such file or directory"},
		{"unknown format", "-format=xml", exitUsage, "", `unknown format "xml" (want text or json)`},
		{"unknown flag", "-x", exitUsage, "", "not defined: -x"},
	} {
		code, stdout, stderr := diagnosed(t, "odd", strings.Fields(test.args)...)
		if code != test.code || !strings.Contains(stdout, test.out) || !strings.Contains(stderr, test.errors) {
			t.Errorf("%s: exit %d\n%s%s", test.name, code, stdout, stderr)
		}
	}
	if code, stdout, _ := diagnosed(t, "", "-C", dir); code != exitClean || stdout != "0 lines, and none of them is a symptom that a rule knows\n" {
		t.Errorf("no symptoms: exit %d: %s", code, stdout)
	}
}

// TestDiagnoseInterrupted checks that a log without an end does not hold the
// program.
func TestDiagnoseInterrupted(t *testing.T) {
	silent, w := io.Pipe()
	defer w.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var errs bytes.Buffer
	a := &app{rules: logged(), stdin: silent, stdout: io.Discard, stderr: &errs}
	if code := a.run(ctx, []string{"diagnose"}); code != exitPackages || errs.String() != "govlint: interrupted\n" {
		t.Errorf("exit %d: %s", code, &errs)
	}
}

// TestDiagnoseShop goes from a log to the mistakes of the example.
func TestDiagnoseShop(t *testing.T) {
	t.Setenv(cacheVariable, "off")
	var out, errs bytes.Buffer
	log := "WARN invalid parent span IDs=00f067aa0ba902b7; skipping clock skew adjustment\n"
	a := &app{rules: analyzers.Rules(), stdin: strings.NewReader(log), stdout: &out, stderr: &errs}
	code := a.run(t.Context(), []string{"diagnose", "-C", filepath.Join("..", "..", "examples", "shop")})
	if code != exitClean || !strings.Contains(out.String(), "internal/orders/service.go:91:13: span is never ended\n") {
		t.Errorf("exit %d:\n%s%s", code, &out, &errs)
	}
}
