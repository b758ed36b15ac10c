package gate

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/govlint/govlint/internal/report"
)

func found(fingerprint, rule, pkg, file string) report.Finding {
	return report.Finding{Fingerprint: fingerprint, Rule: rule, Package: pkg, Range: report.Range{File: file}, Message: rule + " <here>"}
}

const written = `{
  "version": 1,
  "findings": [
    {"fingerprint":"f1","rule":"lostnext","package":"p","file":"p/b.go","message":"lostnext <here>"},
    {"fingerprint":"f2","rule":"lostspan","package":"p","file":"../p/a.go","message":"lostspan <here>"},
    {"fingerprint":"f3","rule":"lostspan","package":"q","file":"q/a.go","message":"lostspan <here>"}
  ]
}
`

func TestWrite(t *testing.T) {
	b := NewBaseline([]report.Finding{
		found("f3", "lostspan", "q", "/m/q/a.go"), found("f2", "lostspan", "p", "/p/a.go"), found("f1", "lostnext", "p", "/m/p/b.go"),
	}, "/m")
	for b, want := range map[*Baseline]string{b: written, NewBaseline(nil, "/m"): "{\n  \"version\": 1,\n  \"findings\": []\n}\n"} {
		var text bytes.Buffer
		if err := b.Write(&text); err != nil {
			t.Fatal(err)
		}
		if text.String() != want {
			t.Errorf("written:\n%s\nwant:\n%s", text.String(), want)
		}
		file := filepath.Join(t.TempDir(), "baseline.json")
		if err := os.WriteFile(file, text.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		if read, err := ReadBaseline(file); err != nil || len(read.Findings) != len(b.Findings) ||
			len(b.Findings) > 0 && !reflect.DeepEqual(read, b) {
			t.Errorf("read %+v (%v)", read, err)
		}
	}
}

func TestReadWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "baseline.json")
	if _, err := ReadBaseline(file); err == nil || !strings.Contains(err.Error(), "-write-baseline writes one") {
		t.Errorf("missing: %v", err)
	}
	for text, want := range map[string]string{
		"":                                "EOF",
		"[]":                              "cannot unmarshal array",
		"{":                               "unexpected EOF",
		`{"version": 2}`:                  "version 2 is not known",
		`{}`:                              "version 0 is not known",
		`{"version": 1, "entries": []}`:   `unknown field "entries"`,
		`{"version": 1} {}`:               "more behind",
		`{"version":1,"findings":[{}]}`:   "entry 1 lacks its fingerprint",
		`{"version":1,"findings":[{"fi`:   "unexpected EOF",
		`{"version":1,"findings":[null]}`: "entry 1 lacks",
	} {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := ReadBaseline(file)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "write a new one with -write-baseline") {
			t.Errorf("%s: error is %v, want %s", text, err, want)
		}
	}
}

func TestBaseline(t *testing.T) {
	old := []report.Finding{found("f1", "lostspan", "p", "/p.go"), found("f2", "lostspan", "p", "/p.go"), found("f3", "lostspan", "q", "/q.go")}
	b := NewBaseline(old, "/")
	now := []report.Finding{found("f4", "lostspan", "p", "/p.go"), found("f1", "lostspan", "p", "/moved.go")}
	unknown, known := b.Split(now)
	if len(unknown) != 1 || unknown[0].Fingerprint != "f4" || len(known) != 1 || known[0].Fingerprint != "f1" {
		t.Errorf("unknown are %v, known are %v", unknown, known)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "q.go"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	stale := b.Stale(now, &Scope{Dir: dir, Rules: []string{"lostspan"}, Packages: map[string][]string{"p": nil}})
	if len(stale) != 1 || stale[0].Fingerprint != "f2" {
		t.Errorf("stale are %v", stale)
	}
	if rest := b.Without(stale); len(rest.Findings) != 2 || len(b.Findings) != 3 {
		t.Errorf("left are %v of %v", rest, b)
	}
}

// TestCovers checks which entries a run would have found again.
func TestCovers(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"p/a.go", "p/a_windows.go", "q/a.go"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s := &Scope{Dir: dir, Rules: []string{"lostspan"}, Packages: map[string][]string{"p": {filepath.Join(dir, "p", "a.go")}}}
	for _, test := range []struct {
		rule, pkg, file string
		want            bool
	}{
		{"lostspan", "p", "p/a.go", true},
		{"lostspan", "p", "p/deleted.go", true},
		{"lostspan", "p", "p/a_windows.go", false},
		{"lostspan", "q", "q/a.go", false},
		{"lostspan", "q", "q/deleted.go", false},
		{"lostspan", "deleted", "deleted/a.go", true},
		{"lostnext", "p", "p/a.go", false},
	} {
		if got := s.covers(Entry{Rule: test.rule, Package: test.pkg, File: test.file}); got != test.want {
			t.Errorf("%v: %t", test, got)
		}
	}
}
