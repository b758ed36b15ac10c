package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/report"
)

const fixtures = "../../analyzers/testdata"

// TestHostsAgree checks that go vet and our own driver find the same in the
// fixtures of all rules, with the same places, steps and safe fixes.
func TestHostsAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("analyses all fixtures twice")
	}
	seeNewFiles(t)
	own, vet := ownFindings(t), vetFindings(t)
	// The configuration of the fixtures describes two libraries that are not
	// public.
	for _, want := range []string{"lostresource/bad.go:", "earlyregister/bad_private.go:", "deadregister/bad_private.go:"} {
		if !slices.ContainsFunc(own, func(line string) bool { return strings.HasPrefix(line, want) }) {
			t.Errorf("no findings in %s", want)
		}
	}
	for _, f := range own {
		if !slices.Contains(vet, f) {
			t.Errorf("go vet lacks %s", f)
		}
	}
	for _, f := range vet {
		if !slices.Contains(own, f) {
			t.Errorf("the own driver lacks %s", f)
		}
	}
}

// seeNewFiles lists the fixtures, so that the go command does not take the
// result of an earlier test for that of one with more files.
func seeNewFiles(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(fixtures, func(_ string, _ fs.DirEntry, err error) error { return err })
	if err != nil {
		t.Fatal(err)
	}
}

// ownFindings returns what our own driver finds in the fixtures.
func ownFindings(t *testing.T) []string {
	t.Helper()
	var out, errs bytes.Buffer
	a := &app{rules: analyzers.Rules(), stdout: &out, stderr: &errs}
	if code := a.run(t.Context(), []string{"-C", fixtures, "-format=json"}); code > exitFindings {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	var r report.Report
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, f := range r.Findings {
		steps := ""
		for _, s := range f.Path {
			steps += fmt.Sprintf("; %s:%d:%d %s", s.File, s.Start.Line, s.Start.Column, s.Message)
		}
		for _, fix := range f.Fixes {
			if fix.Safe {
				steps += "; " + fix.Message
				break
			}
		}
		list = append(list, fmt.Sprintf("%s:%d:%d-%d:%d %s (%s)%s",
			f.File, f.Start.Line, f.Start.Column, f.End.Line, f.End.Column, f.Message, f.Rule, steps))
	}
	return list
}

// vetFindings returns what go vet finds in the fixtures.
func vetFindings(t *testing.T) []string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "vet", "-vettool="+self, "-json", "./...")
	cmd.Dir, cmd.Env = fixtures, asTool("all")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	var list []string
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var tree map[string]map[string][]vetDiagnostic
		if err := dec.Decode(&tree); err == io.EOF {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		for _, byRule := range tree {
			for _, diagnostics := range byRule {
				for _, d := range diagnostics {
					list = append(list, describeVet(t, d))
				}
			}
		}
	}
}

func describeVet(t *testing.T, d vetDiagnostic) string {
	t.Helper()
	dir, err := filepath.Abs(fixtures)
	if err != nil {
		t.Fatal(err)
	}
	place := func(posn string) string { return strings.TrimPrefix(filepath.ToSlash(posn), filepath.ToSlash(dir)+"/") }
	steps := ""
	for _, r := range d.Related {
		steps += "; " + place(r.Posn) + " " + r.Message
	}
	for _, fix := range d.Fixes {
		steps += "; " + fix.Message
	}
	end := d.End[strings.LastIndexByte(d.End[:strings.LastIndexByte(d.End, ':')], ':')+1:]
	return place(d.Posn) + "-" + end + " " + d.Message + steps
}
