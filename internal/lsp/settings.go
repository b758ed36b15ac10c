package lsp

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/govlint/govlint/internal/config"
)

// Settings are the settings of gopls that decide which code is compiled.
type Settings struct {
	Tags []string
	Env  []string // added to that of the process
}

// configure reads the settings of gopls that an editor sends.
func (p *proxy) configure(options json.RawMessage) {
	var flat, nested struct {
		BuildFlags []string          `json:"buildFlags"`
		Env        map[string]string `json:"env"`
	}
	if len(options) == 0 || json.Unmarshal(options, &flat) != nil {
		return
	}
	var sections struct {
		Build json.RawMessage `json:"build"`
	}
	if json.Unmarshal(options, &sections) == nil && json.Unmarshal(sections.Build, &nested) == nil {
		flat.BuildFlags = append(flat.BuildFlags, nested.BuildFlags...)
	}
	s := Settings{Tags: tags(flat.BuildFlags)}
	for _, name := range slices.Sorted(maps.Keys(flat.Env)) {
		s.Env = append(s.Env, name+"="+flat.Env[name])
	}
	if !reflect.DeepEqual(s, p.settings) {
		p.settings = s
		p.reopen()
	}
}

func tags(flags []string) []string {
	var list []string
	for i, flag := range flags {
		value, ok := strings.CutPrefix(strings.TrimLeft(flag, "-"), "tags=")
		if !ok && strings.TrimLeft(flag, "-") == "tags" && i+1 < len(flags) {
			value, ok = flags[i+1], true
		}
		if ok {
			list = append(list, strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })...)
		}
	}
	return list
}

// reopen has all open files analysed anew, with sessions that know of new
// settings.
func (p *proxy) reopen() {
	p.generation++
	for name, f := range p.files {
		if f.open {
			p.schedule(name)
		}
	}
}

// watchConfiguration has the editor tell of changes of our configuration; gopls
// asks for those of Go files.
func (p *proxy) watchConfiguration() {
	if !p.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		return
	}
	p.request("client/registerCapability", map[string]any{"registrations": []any{map[string]any{
		"id": own + "configuration", "method": "workspace/didChangeWatchedFiles",
		"registerOptions": map[string]any{"watchers": []any{map[string]any{"globPattern": "**/" + config.Name}}},
	}}})
}

// watched follows changes of files that are not made in the editor.
func (p *proxy) watched(params json.RawMessage) {
	var events struct {
		Changes []struct {
			URI  string `json:"uri"`
			Type int    `json:"type"`
		} `json:"changes"`
	}
	if json.Unmarshal(params, &events) != nil {
		return
	}
	for _, change := range events.Changes {
		name := fileName(change.URI)
		switch base := filepath.Base(name); {
		case base == config.Name, base == "go.mod", base == "go.sum", base == "go.work", change.Type != 2 && strings.HasSuffix(base, ".go"):
			p.reopen()
			return
		case strings.HasSuffix(base, ".go"):
			p.schedule(name)
		}
	}
}

// stamp describes the configuration in force in a directory, so that a change
// is noticed even if the editor does not tell of it.
func stamp(dir string) string {
	name, err := config.Find(dir)
	if err != nil || name == "" {
		return fmt.Sprint(name, err)
	}
	info, err := os.Stat(name)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(name, info.Size(), info.ModTime())
}

// wrong converts what is wrong with a configuration into diagnostics of its
// file. Other errors have no place.
func wrong(err error) (string, []diagnostic) {
	var e *config.Error
	if !errors.As(err, &e) {
		return "", nil
	}
	var list []diagnostic
	for _, problem := range e.Problems() {
		at := position{max(problem.Line, 1) - 1, max(problem.Column, 1) - 1}
		list = append(list, diagnostic{Range: textRange{at, position{at.Line, at.Character + 1}}, Severity: 1, Source: "govlint", Message: problem.Message})
	}
	return e.File, list
}
