package driver

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"maps"
	"os"
	"slices"
)

// section are the facts of one package within a facts file. Go vet shows a
// tool only the files of direct imports, so a file has the far facts of all
// packages below it, too.
type section struct {
	Path  string
	Facts encodedFacts
}

// readSections reads the facts files of direct imports. The facts of a package
// come from its own file where there is one, as only that has the near ones.
func readSections(files map[string]string) (map[string]section, error) {
	sections := map[string]section{}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		list, err := readFactsFile(files[path])
		if err != nil {
			return nil, fmt.Errorf("facts of %s: %w", path, err)
		}
		for _, s := range list {
			if _, ok := sections[s.Path]; !ok || len(s.Facts.Near) > 0 {
				sections[s.Path] = s
			}
		}
	}
	return sections, nil
}

func readFactsFile(name string) ([]section, error) {
	data, err := os.ReadFile(name)
	if err != nil || len(data) == 0 {
		return nil, err
	}
	var list []section
	err = gob.NewDecoder(bytes.NewReader(data)).Decode(&list)
	return list, err
}

// writeSections writes a facts file: a package's own facts, if any, and the far
// facts of what it imports. No facts make an empty file.
func writeSections(name string, written *section, inherited map[string]section) error {
	if name == "" {
		return nil
	}
	var list []section
	if written != nil && len(written.Facts.Near)+len(written.Facts.Far) > 0 {
		list = append(list, *written)
	}
	for _, path := range sortedPaths(inherited) {
		s := inherited[path]
		if s.Facts.Near = nil; len(s.Facts.Far) > 0 {
			list = append(list, s)
		}
	}
	var buf bytes.Buffer
	if len(list) > 0 {
		if err := gob.NewEncoder(&buf).Encode(list); err != nil {
			return err
		}
	}
	return os.WriteFile(name, buf.Bytes(), 0o666)
}

func sortedPaths(sections map[string]section) []string {
	return slices.Sorted(maps.Keys(sections))
}
