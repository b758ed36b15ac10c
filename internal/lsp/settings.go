package lsp

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/govlint/govlint/internal/config"
)

// Settings decide which code is compiled, and how it is analysed.
type Settings struct {
	Tags  []string     // of gopls
	Env   []string     // of gopls; added to that of the process
	Files config.Files // of configurations
}

// configurationRequest notes of which folders gopls wants the settings.
func configurationRequest(params json.RawMessage) request {
	var asked struct {
		Items []struct {
			ScopeURI string `json:"scopeUri"`
			Section  string `json:"section"`
		} `json:"items"`
	}
	r := request{}
	if json.Unmarshal(params, &asked) == nil {
		for _, item := range asked.Items {
			r.folders = append(r.folders, fileName(item.ScopeURI))
		}
	}
	return r
}

// configured reads the answer to a request for settings.
func (p *proxy) configured(r request, result json.RawMessage) {
	var list []json.RawMessage
	if json.Unmarshal(result, &list) != nil || len(list) != len(r.folders) {
		return
	}
	for i, folder := range r.folders {
		p.configure(folder, list[i])
	}
}

// configure reads the settings of gopls that an editor sends for a folder of
// the workspace. "" stands for those that hold unless a folder has others.
func (p *proxy) configure(folder string, options json.RawMessage) {
	var all map[string]json.RawMessage
	if json.Unmarshal(options, &all) != nil || all == nil {
		return // null means no change
	}
	s := p.settings[""]
	var nested map[string]json.RawMessage
	if json.Unmarshal(all["build"], &nested) == nil {
		s.read(nested)
	}
	s.read(all)
	if before, ok := p.settings[folder]; !ok && reflect.DeepEqual(s, p.settings[""]) || ok && reflect.DeepEqual(s, before) {
		return
	}
	p.settings[folder] = s
	p.reopen()
}

// read reads the settings that matter. As for gopls, only what is behind the
// last dot of a name counts.
func (s *Settings) read(options map[string]json.RawMessage) {
	for _, name := range slices.Sorted(maps.Keys(options)) {
		var flags []string
		var env map[string]any
		switch name[strings.LastIndexByte(name, '.')+1:] {
		case "buildFlags":
			if json.Unmarshal(options[name], &flags) == nil {
				s.Tags = tags(flags)
			}
		case "env":
			if json.Unmarshal(options[name], &env) != nil {
				continue
			}
			s.Env = nil
			for _, variable := range slices.Sorted(maps.Keys(env)) {
				s.Env = append(s.Env, fmt.Sprintf("%s=%v", variable, env[variable]))
			}
		}
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
	const changed = 2 // as opposed to created and deleted
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
		f := p.files[name]
		goFile := strings.HasSuffix(name, ".go")
		switch base := filepath.Base(name); {
		case f != nil && f.open: // the editor has what counts
		case base == "go.mod", base == "go.sum", base == "go.work", change.Type != changed && (goFile || base == config.Name):
			p.reopen()
		case goFile, base == config.Name:
			p.schedule(name)
		}
	}
}

// stamp describes the configurations that are in force in some directories, and
// what is in them.
func stamp(files config.Files, dirs []string) string {
	var b strings.Builder
	for _, dir := range dirs {
		name, err := files.Find(dir)
		fmt.Fprintln(&b, dir, name, err)
		if name != "" {
			text, err := files.Text(name)
			fmt.Fprintf(&b, "%s %v\n", text, err)
		}
	}
	return b.String()
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
