package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/govlint/govlint/analyzers"
)

// The README's table stands between these lines.
const (
	readme     = "README.md"
	tableBegin = "<!-- rules begin: written by make docs -->\n"
	tableEnd   = "<!-- rules end -->\n"
)

// groups are those of the rules in the order in which a reader meets them.
var groups = [...]struct{ name, title string }{
	{"registry", "Registry: Consul, etcd, Nacos"},
	{"lifecycle", "Start and stop"},
	{"grpc", "gRPC"},
	{"context", "Contexts and HTTP middleware"},
	{"otel", "OpenTelemetry"},
	{"metrics", "Metrics"},
	{"logging", "Logging"},
	{"http", "HTTP"},
	{"tls", "TLS"},
	{"config", "Configuration and breakers"},
	{"mongo", "MongoDB"},
	{"sql", "SQL: database/sql, sqlx, pgx, gorm"},
	{"redis", "Redis"},
	{"kafka", "Kafka"},
	{"runtime", "Runtime"},
	{"proto", "Protobuf"},
}

// writeOverview returns the README with a row for each group of rules.
func writeOverview(root string, rules []*analyzers.Rule) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(root, readme))
	if err != nil {
		return nil, err
	}
	before, rest, begins := bytes.Cut(text, []byte(tableBegin))
	_, after, ends := bytes.Cut(rest, []byte(tableEnd))
	if !begins || !ends {
		return nil, fmt.Errorf("%s has no lines %q and %q", readme, tableBegin, tableEnd)
	}
	var table strings.Builder
	table.WriteString("| | Rules |\n|---|---|\n")
	listed := 0
	for _, g := range groups {
		var links []string
		for _, r := range in(g.name, rules) {
			links = append(links, fmt.Sprintf("[%s](%s#%[1]s)", r.Name, page))
		}
		if listed += len(links); len(links) > 0 {
			fmt.Fprintf(&table, "| **%s** | %s |\n", g.title, strings.Join(links, ", "))
		}
	}
	if listed != len(rules) {
		return nil, fmt.Errorf("%d of %d rules belong to a group that %s does not know", len(rules)-listed, len(rules), readme)
	}
	return bytes.Join([][]byte{before, []byte(tableBegin), []byte(table.String()), []byte(tableEnd), after}, nil), nil
}

// in returns the rules of a group.
func in(group string, rules []*analyzers.Rule) []*analyzers.Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r *analyzers.Rule) bool { return string(r.Group) != group })
}
