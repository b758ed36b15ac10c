package analyzers

import "github.com/govlint/govlint/internal/config"

// Schema returns the JSON schema of configuration files, with the names of
// rules and what each reports.
func Schema(rules []*Rule) ([]byte, error) {
	titles := map[string]string{}
	for _, r := range rules {
		titles[r.Name] = r.Doc.Title
	}
	return config.Schema(Names(rules), titles)
}
