// Vettool runs the empty analyzer under go vet.
package main

import (
	"golang.org/x/tools/go/analysis/unitchecker"

	"example.com/floor/empty"
)

func main() { unitchecker.Main(empty.Analyzer) }
