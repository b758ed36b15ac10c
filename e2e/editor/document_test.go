package editor

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// uri returns the URI of a file, which is relative to the directory or absolute.
func (c *client) uri(name string) string { return uri(c.path(name)) }

func (c *client) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(c.dir, name)
}

// watched tells the server of files that changed on disk: 1 is created, 2 is
// changed, 3 is deleted.
func (c *client) watched(kinds map[string]int) {
	c.Helper()
	list := []any{}
	for name, kind := range kinds {
		list = append(list, map[string]any{"uri": c.uri(name), "type": kind})
	}
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": list})
}

func (c *client) close(name string) {
	c.Helper()
	delete(c.versions, name)
	c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}})
}

// open opens a file with what it has on disk, and returns that.
func (c *client) open(name string) string {
	c.Helper()
	text, err := os.ReadFile(c.path(name))
	if err != nil {
		c.Fatal(err)
	}
	c.openAs(name, string(text))
	return string(text)
}

// openAs opens a file with a text that need not be what is on disk.
func (c *client) openAs(name, text string) {
	c.Helper()
	language := strings.TrimPrefix(filepath.Ext(name), ".")
	c.versions[name] = 1
	c.mu.Lock()
	c.sent[c.uri(name)] = map[int]string{1: text}
	c.mu.Unlock()
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": c.uri(name), "languageId": language, "version": 1, "text": text}})
}

// change sends changes of a document as they are; they lead to a text.
func (c *client) change(name, text string, changes ...any) {
	c.Helper()
	c.versions[name]++
	c.mu.Lock()
	c.sent[c.uri(name)][c.versions[name]] = text
	c.mu.Unlock()
	c.notify("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": c.uri(name), "version": c.versions[name]}, "contentChanges": changes})
}

// set replaces the text of a document.
func (c *client) set(name, text string) {
	c.Helper()
	c.change(name, text, map[string]any{"text": text})
}

// codes returns what is shown of a file: our rules, and gopls's sources.
func (p published) codes() []string {
	list := []string{}
	for _, d := range p.Diagnostics {
		if d.Source == "govlint" {
			list = append(list, fmt.Sprint(d.Code))
		} else {
			list = append(list, "gopls/"+d.Source)
		}
	}
	slices.Sort(list)
	return list
}

// expect waits until a file, in its newest version, shows exactly these.
func (c *client) expect(name string, want ...string) published {
	c.Helper()
	var p published
	c.until(fmt.Sprintf("%s shows %q", name, want), func() bool {
		p = c.latest[c.uri(name)]
		return p.Version == c.versions[name] && slices.Equal(p.codes(), append([]string{}, want...))
	})
	return p
}

// actions asks what can be done about a diagnostic.
func (c *client) actions(name string, at span, only ...string) []action {
	c.Helper()
	context := map[string]any{"diagnostics": []any{}}
	if len(only) > 0 {
		context["only"] = only
	}
	var list []action
	text := c.call("textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}, "range": at, "context": context})
	if err := json.Unmarshal(text, &list); err != nil {
		c.Fatal(err)
	}
	return list
}

// flagged is what the code has that our rules report in these tests.
var flagged = map[string]string{"discardedcancel": "context.With", "lostrows": ".Query", "staleignore": "//govlint:ignore"}

// notStale checks that all findings that were ever shown are on the code that
// they are about, in the version of the text that they were shown for.
func (c *client) notStale() {
	c.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	seen := map[string]int{}
	for _, p := range c.history {
		texts := c.sent[p.URI]
		if texts == nil || p.Version == 0 {
			continue // not open, now or then
		}
		if p.Version < seen[p.URI] {
			c.Errorf("version %d of %s was published after %d", p.Version, p.URI, seen[p.URI])
		}
		seen[p.URI] = p.Version
		for _, d := range p.Diagnostics {
			if d.Source != "govlint" {
				continue
			}
			text := texts[p.Version]
			at := text[offset(text, d.Range.Start):max(offset(text, d.Range.Start), offset(text, d.Range.End))]
			if want := flagged[fmt.Sprint(d.Code)]; !strings.Contains(at, want) {
				c.Errorf("version %d of %s: %s is shown at %q, which has no %q", p.Version, p.URI, d.Code, at, want)
			}
		}
	}
}

// offset returns the place of a position, which counts UTF-16 units.
func offset(text string, p position) int {
	start := 0
	for range p.Line {
		start += strings.IndexByte(text[start:], '\n') + 1
	}
	units := 0
	for i, r := range text[start:] {
		if units >= p.Character || r == '\n' {
			return start + i
		}
		units++
		if r > 0xFFFF {
			units++
		}
	}
	return len(text)
}

// answer returns the whole answer to a request, whatever it is.
func (c *client) answer(method string, params any) string {
	c.Helper()
	r := c.await(c.send(method, params))
	if r.Err() != nil {
		return method + ": " + r.Err().Error()
	}
	return method + ": " + string(r.Result())
}
