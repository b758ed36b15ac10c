package driver

import (
	"crypto/sha256"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"sync"
	"time"
)

// memo keeps outcomes in memory. It may be used concurrently.
type memo struct {
	mu       sync.Mutex
	outcomes map[key]*outcome
	used     map[key]bool // since the last trim
}

func newMemo() *memo { return &memo{outcomes: map[key]*outcome{}, used: map[key]bool{}} }

func (m *memo) recall(keys []key) *outcome {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, k := range keys {
		if out := m.outcomes[k]; out != nil {
			m.used[k] = true
			return out
		}
	}
	return nil
}

func (m *memo) keep(k key, out *outcome) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.outcomes[k] = out
	m.used[k] = true
}

// trim drops outcomes that were not of use lately if there are many more than
// packages.
func (m *memo) trim(packages int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.outcomes) < 2*packages+100 {
		return
	}
	for k := range m.outcomes {
		if !m.used[k] {
			delete(m.outcomes, k)
		}
	}
	m.used = map[key]bool{}
}

// contents knows the hashes of files, and reads a file only if it looks
// changed. It may be used concurrently.
type contents struct{ files sync.Map } // of fileHash, by name

type fileHash struct {
	size  int64
	mtime time.Time
	sum   key
}

func (c *contents) hash(name string) key {
	info, err := os.Stat(name)
	if err != nil {
		return key{}
	}
	if known, ok := c.files.Load(name); ok {
		if known := known.(fileHash); known.size == info.Size() && known.mtime.Equal(info.ModTime()) {
			return known.sum
		}
	}
	src, err := os.ReadFile(name)
	if err != nil {
		return key{}
	}
	sum := key(sha256.Sum256(src))
	c.files.Store(name, fileHash{info.Size(), info.ModTime(), sum})
	return sum
}

// outline returns what the go command knows of a Go file: its package, its
// imports, and the directives above them. It reports false if the file cannot
// be parsed.
func outline(name string, k *keyer) (string, bool) {
	src, ok := k.config.Overlay[name]
	if !ok {
		var err error
		if src, err = os.ReadFile(name); err != nil {
			return "", true
		}
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return "", false
	}
	var b strings.Builder
	fmt.Fprintln(&b, file.Name.Name)
	for _, spec := range file.Imports {
		fmt.Fprintln(&b, spec.Path.Value)
	}
	for _, group := range file.Comments {
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, "//go:build") || strings.HasPrefix(c.Text, "//go:embed") {
				fmt.Fprintln(&b, c.Text)
			}
		}
	}
	return b.String(), true
}
