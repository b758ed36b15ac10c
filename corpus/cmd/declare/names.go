package main

import (
	"bufio"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path"
	"strconv"
	"strings"

	"golang.org/x/tools/go/gcexportdata"
)

// namer knows what imported packages are called.
type namer struct {
	config string            // a file of the go command's
	files  map[string]string // by import path, read from config when needed
	known  map[string]string // names by import path
}

// blank returns the cut that makes an import blank that no declaration uses.
func (n *namer) blank(spec *ast.ImportSpec, used map[string]bool, tokens *token.File) (cut, bool) {
	start := tokens.Offset(spec.Path.Pos())
	if spec.Name != nil {
		name := spec.Name.Name
		if name == "_" || name == "." || used[name] {
			return cut{}, false
		}
		return cut{tokens.Offset(spec.Name.Pos()), start, "_ "}, true
	}
	imported, err := strconv.Unquote(spec.Path.Value)
	if err != nil || used[path.Base(imported)] || used[n.name(imported)] {
		return cut{}, false
	}
	return cut{start, start, "_ "}, true
}

// name returns the name of the package that an import path names, or "".
func (n *namer) name(imported string) string {
	if name, ok := n.known[imported]; ok {
		return name
	}
	if n.known == nil {
		n.known = map[string]string{}
		n.readConfig()
	}
	n.known[imported] = nameIn(n.files[imported], imported)
	return n.known[imported]
}

// nameIn reads the name of a package from its export data.
func nameIn(name, imported string) string {
	file, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer file.Close()
	// Archives are what the go command of today makes; see the linter's driver.
	data, err := gcexportdata.NewReader(bufio.NewReader(file))
	if err != nil {
		return ""
	}
	pkg, err := gcexportdata.Read(data, token.NewFileSet(), map[string]*types.Package{}, imported)
	if err != nil {
		return ""
	}
	return pkg.Name()
}

// readConfig reads where packages are.
func (n *namer) readConfig() {
	n.files = map[string]string{}
	text, err := os.ReadFile(n.config)
	if err != nil {
		return // nothing is imported
	}
	mapped := map[string]string{}
	for line := range strings.Lines(string(text)) {
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		from, to, _ := strings.Cut(rest, "=")
		switch verb {
		case "packagefile":
			n.files[from] = to
		case "importmap":
			mapped[from] = to
		}
	}
	for from, to := range mapped {
		n.files[from] = n.files[to]
	}
}
