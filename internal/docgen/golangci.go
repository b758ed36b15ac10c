package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/govlint/govlint/analyzers"
)

const example = ".golangci.example.yml"

const exampleHead = `# govlint in a golangci-lint that was built with it: see docs/golangci-lint.md.
# Written by make docs.
version: "2"

linters:
  enable:
    - govlint # all rules that are on by default
    # Or, in its place, some groups of them:
`

const exampleTail = `  settings:
    custom:
      govlint:
        type: module
        description: mistakes that break Go microservices in production
        original-url: github.com/govlint/govlint
        settings:
          # As in .govlint.yaml, which is not read here.
          rules:
            enable: [] # rules or groups that are not on by default
            disable: [] # rules or groups, such as lostspan or grpc
          tests: false # report in _test.go files too
      # Each group that is enabled needs an entry:
      # govlint-%s:
      #   type: module

# Show all findings, with the paths that lead to them.
issues:
  max-issues-per-linter: 0
  max-same-issues: 0
  uniq-by-line: false
`

// writeExample writes a configuration for golangci-lint, with all linters that
// the plugin registers.
func writeExample(w io.Writer, rules []*analyzers.Rule) {
	io.WriteString(w, exampleHead)
	groups := analyzers.Groups(rules)
	for _, group := range groups {
		var names []string
		for _, r := range rules {
			if string(r.Group) == group {
				names = append(names, r.Name)
			}
		}
		fmt.Fprintf(w, "    # - govlint-%s # %s\n", group, strings.Join(names, ", "))
	}
	fmt.Fprintf(w, exampleTail, groups[0])
}
