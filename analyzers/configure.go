package analyzers

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/settings"
	"github.com/govlint/govlint/internal/config"
)

// Configured are the settings that a configuration and a selection of rules
// mean.
type Configured struct {
	Settings *Settings
	Rules    []*Rule // those that run
	key      string
	root     string // directory that excluded files are below; "" if there are none
}

// Configure applies a configuration, which may be nil, and the choices that
// have precedence over it. Excluded files are below the directory of the
// configuration's file.
func Configure(rules []*Rule, c *config.Config, s Selection) (*Configured, error) {
	if c == nil {
		c = &config.Config{}
	}
	s.Configured = &c.Rules
	selected, err := Select(rules, s)
	if err != nil {
		return nil, err
	}
	root := filepath.Dir(c.File)
	configured := &Configured{Settings: settings.New(c, root), Rules: selected}
	if len(c.Exclude) > 0 {
		configured.root = root
	}
	configured.Settings.On = map[string]bool{}
	for _, r := range selected {
		configured.Settings.On[r.Name] = true
	}
	text, err := json.Marshal(struct {
		Config config.Config
		On     map[string]bool
	}{withoutFile(*c), configured.Settings.On})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	configured.key = hex.EncodeToString(sum[:])
	return configured, nil
}

func withoutFile(c config.Config) config.Config {
	c.File = ""
	return c
}

// Key identifies what the settings do to the packages in a directory. It is the
// same wherever the project lies.
func (c *Configured) Key(dir string) string {
	if c.root == "" {
		return c.key
	}
	rel, err := filepath.Rel(c.root, dir)
	if err != nil {
		rel = dir
	}
	return c.key + " " + filepath.ToSlash(rel)
}

// Deep reports whether the code of a module's packages is analysed although
// the module is a dependency.
func (c *Configured) Deep(m *analysis.Module) bool { return c.Settings.IsDeep(m.Path) }
