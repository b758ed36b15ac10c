package gate

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/govlint/govlint/internal/report"
)

// Scope is what a run looked at.
type Scope struct {
	Dir      string              // of the baseline
	Rules    []string            // those that ran
	Packages map[string][]string // files of those that were analysed, by import path
}

// Stale returns the entries that match none of the findings although the run
// would have found them.
func (b *Baseline) Stale(findings []report.Finding, s *Scope) []Entry {
	found := map[string]bool{}
	for _, f := range findings {
		found[f.Fingerprint] = true
	}
	var stale []Entry
	for _, e := range b.Findings {
		if !found[e.Fingerprint] && s.covers(e) {
			stale = append(stale, e)
		}
	}
	return stale
}

// covers reports whether the run would have found what an entry is about. It
// would not if the file is for another platform or a test, or the package was
// not asked for; but a package without files is gone.
func (s *Scope) covers(e Entry) bool {
	if !slices.Contains(s.Rules, e.Rule) {
		return false
	}
	file := filepath.Join(s.Dir, filepath.FromSlash(e.File))
	files, analysed := s.Packages[e.Package]
	if analysed {
		_, err := os.Stat(file)
		return err != nil || slices.Contains(files, file)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*.go"))
	return err == nil && len(left) == 0
}
