// Command nogo runs govlint's rules the way Bazel's rules_go does: each rule
// is imported by its package path, and its variable Analyzer goes to a driver
// of golang.org/x/tools. Nothing else of govlint is used.
package main

import "golang.org/x/tools/go/analysis/unitchecker"

func main() { unitchecker.Main(rules...) }

// variant makes two builds differ.
var variant string
