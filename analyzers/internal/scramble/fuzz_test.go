package scramble_test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/govlint/govlint/analyzers/internal/scramble"
	"github.com/govlint/govlint/internal/patch"
)

// limit is how long one experiment may take. Where the seeds run as a test, all
// other tests run beside them, perhaps with the race detector.
func limit() time.Duration {
	if flag.Lookup("test.fuzz").Value.String() != "" {
		return 10 * time.Second
	}
	return 2 * time.Minute
}

// steps is how many changes are made to a package at most.
const steps = 12

// FuzzSuite changes a package of the fixtures or of the standard library at
// random, as long as it type-checks, and runs all rules on it: twice, once
// with all rules at the same time. They may not fail, hang, or disagree, and
// what their safe fixes make must type-check.
func FuzzSuite(f *testing.F) {
	l, err := newLab()
	if err != nil {
		f.Fatal(err)
	}
	for i := range 2 * len(l.fixtures) {
		f.Add(uint16(i), noise(i))
	}
	f.Fuzz(func(t *testing.T, which uint16, choices []byte) {
		timer := time.AfterFunc(limit(), func() { panic(fmt.Sprintf("not done after %v\n%s", limit(), stacks())) })
		defer timer.Stop()
		l.experiment(t, l.base(which), choices)
	})
}

// noise returns choices for all steps.
func noise(seed int) []byte {
	choices := make([]byte, 8*steps)
	random := rand.New(rand.NewPCG(uint64(seed), 0))
	for i := range choices {
		choices[i] = byte(random.Uint32())
	}
	return choices
}

func stacks() []byte {
	buf := make([]byte, 1<<20)
	return buf[:runtime.Stack(buf, true)]
}

func (l *lab) experiment(t *testing.T, b base, choices scramble.Choices) {
	parts, err := l.build(b)
	if err != nil {
		t.Fatal(err)
	}
	for range steps {
		if choices.Done() {
			break
		}
		parts = l.change(parts, &choices)
	}
	first, findings := l.analyze(t, parts, false)
	again, err := l.rebuild(parts, nil)
	if err != nil {
		t.Fatal(err)
	}
	if second, _ := l.analyze(t, again, true); first != second {
		t.Errorf("two runs differ:\n%s\n%s", first, second)
	}
	if t.Failed() {
		show(t, parts)
		return
	}
	p := patch.New(findings, patch.Options{Read: func(name string) ([]byte, error) {
		for _, part := range parts {
			if text, ok := part.files[name]; ok {
				return text, nil
			}
		}
		return nil, os.ErrNotExist
	}})
	fixed := map[string][]byte{}
	for _, c := range p.Changes {
		fixed[c.File] = c.New
	}
	if _, err := l.rebuild(parts, fixed); err != nil {
		show(t, parts)
		for _, c := range p.Changes {
			t.Logf("fixed %s:\n%s", c.File, c.New)
		}
		t.Errorf("the safe fixes do not compile: %v", err)
	}
}

func show(t *testing.T, parts []*checked) {
	for _, part := range parts {
		for _, name := range part.names {
			t.Logf("%s:\n%s", name, part.files[name])
		}
	}
}

func (l *lab) build(b base) ([]*checked, error) {
	var parts []*checked
	for _, s := range b {
		c, err := l.check(s.path, s.files, parts)
		if err != nil {
			return nil, err
		}
		parts = append(parts, c)
	}
	return parts, nil
}

// rebuild type-checks packages again, with other contents of some files.
func (l *lab) rebuild(parts []*checked, contents map[string][]byte) ([]*checked, error) {
	var again []*checked
	for _, part := range parts {
		files := maps.Clone(part.files)
		for name := range files {
			if text, ok := contents[name]; ok {
				files[name] = text
			}
		}
		c, err := l.check(part.path, files, again)
		if err != nil {
			return nil, err
		}
		again = append(again, c)
	}
	return again, nil
}

// change changes one file, unless the result does not type-check.
func (l *lab) change(parts []*checked, choices *scramble.Choices) []*checked {
	c := parts[choices.Pick(len(parts))]
	i := choices.Pick(len(c.names))
	name := c.names[i]
	file := &scramble.File{Source: c.files[name], Syntax: c.pass.Files[i], Fset: c.pass.Fset, Info: c.pass.TypesInfo}
	text, ok := scramble.Change(file, choices)
	if !ok {
		return parts
	}
	changed, err := l.rebuild(parts, map[string][]byte{name: text})
	if err != nil {
		return parts
	}
	return changed
}
