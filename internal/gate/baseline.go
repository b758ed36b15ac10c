// Package gate decides which findings count: those that are not in a baseline,
// and those that a change brought.
package gate

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/govlint/govlint/internal/report"
)

// Baseline is a list of known findings, which are not reported again. They are
// told apart by their fingerprints, so that they may move.
type Baseline struct {
	Version  int     `json:"version"`
	Findings []Entry `json:"findings"`
}

// Entry is a known finding. What it has beside the fingerprint is for people,
// and to tell whether a run would have found it.
type Entry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Package     string `json:"package"`
	File        string `json:"file"` // relative to the baseline, with forward slashes
	Message     string `json:"message"`
}

const version = 1

// ReadBaseline reads a baseline. An error says what to do about it.
func ReadBaseline(file string) (*Baseline, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("cannot read the baseline: %w (-write-baseline writes one)", err)
	}
	b, err := parseBaseline(data)
	if err != nil {
		return nil, fmt.Errorf("%s is no baseline of this govlint: %w; restore it, or write a new one with -write-baseline", file, err)
	}
	return b, nil
}

func parseBaseline(data []byte) (*Baseline, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	b := &Baseline{}
	if err := dec.Decode(b); err != nil {
		return nil, err
	} else if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("there is more behind the list")
	} else if b.Version != version {
		return nil, fmt.Errorf("version %d is not known", b.Version)
	}
	for i, e := range b.Findings {
		if e.Fingerprint == "" || e.Rule == "" || e.Package == "" {
			return nil, fmt.Errorf("entry %d lacks its fingerprint, rule or package", i+1)
		}
	}
	return b, nil
}

// NewBaseline returns a baseline of findings, whose files are absolute, to be
// kept in a directory.
func NewBaseline(findings []report.Finding, dir string) *Baseline {
	b := &Baseline{Version: version}
	for _, f := range findings {
		name := f.File
		if rel, err := filepath.Rel(dir, name); err == nil {
			name = rel
		}
		b.Findings = append(b.Findings, Entry{f.Fingerprint, f.Rule, f.Package, filepath.ToSlash(name), f.Message})
	}
	b.sort()
	return b
}

func (b *Baseline) sort() {
	slices.SortFunc(b.Findings, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
}

// Write writes one line for each entry, so that changes are easy to read and
// to merge.
func (b *Baseline) Write(w io.Writer) error {
	var text bytes.Buffer
	fmt.Fprintf(&text, "{\n  \"version\": %d,\n  \"findings\": [", b.Version)
	for i, e := range b.Findings {
		if i > 0 {
			text.WriteByte(',')
		}
		text.WriteString("\n    ")
		enc := json.NewEncoder(&text)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(e); err != nil {
			return err
		}
		text.Truncate(text.Len() - 1) // the line feed
	}
	if len(b.Findings) > 0 {
		text.WriteString("\n  ")
	}
	text.WriteString("]\n}\n")
	_, err := w.Write(text.Bytes())
	return err
}

// Split tells new findings from those of the baseline.
func (b *Baseline) Split(findings []report.Finding) (unknown, known []report.Finding) {
	listed := map[string]bool{}
	for _, e := range b.Findings {
		listed[e.Fingerprint] = true
	}
	for _, f := range findings {
		if listed[f.Fingerprint] {
			known = append(known, f)
		} else {
			unknown = append(unknown, f)
		}
	}
	return unknown, known
}

// Without returns the baseline without some of its entries.
func (b *Baseline) Without(entries []Entry) *Baseline {
	rest := &Baseline{Version: version}
	for _, e := range b.Findings {
		if !slices.Contains(entries, e) {
			rest.Findings = append(rest.Findings, e)
		}
	}
	rest.sort()
	return rest
}
