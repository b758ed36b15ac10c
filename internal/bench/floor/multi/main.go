// Multi runs the empty analyzer in the driver of x/tools.
package main

import (
	"golang.org/x/tools/go/analysis/multichecker"

	"example.com/floor/empty"
)

func main() { multichecker.Main(empty.Analyzer) }
