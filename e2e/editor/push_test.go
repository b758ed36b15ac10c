package editor

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

const storeFile, apiFile = "store/store.go", "api/api.go"

// TestPush opens a file, edits it without saving, and fixes it.
func TestPush(t *testing.T) {
	c := start(t, shop(t), nil, nil, built.govlint, "gopls")
	api := c.open(apiFile)
	p := c.expect(apiFile, "discardedcancel", "gopls/lostcancel", "gopls/printf")
	i := slices.IndexFunc(p.Diagnostics, func(d diagnostic) bool { return d.Source == "govlint" })
	d := p.Diagnostics[i]
	if d.Severity != 1 || d.CodeDescription.Href == "" || len(d.RelatedInformation) == 0 || !strings.Contains(string(d.Data), "Defer cancel()") {
		t.Errorf("diagnostic is %+v", d)
	}
	if want := (span{position{13, 11}, position{13, 65}}); d.Range != want {
		t.Errorf("range is %v, want %v", d.Range, want)
	}
	c.set(apiFile, swap(t, api, "	ctx, _ :=", "	ctx, cancel :=\n	defer cancel()\n")) // does not parse
	c.set(apiFile, swap(t, api, "ctx, _ := context.WithTimeout(context.Background(), time.Second)", "ctx := context.Background(); _ = time.Second"))
	c.expect(apiFile, "gopls/printf")
	c.set(apiFile, "// é€𝄞\n"+api)
	p = c.expect(apiFile, "discardedcancel", "gopls/lostcancel", "gopls/printf")
	for _, d := range p.Diagnostics {
		if d.Source == "govlint" && d.Range.Start.Line != 14 {
			t.Errorf("line is %d", d.Range.Start.Line)
		}
	}
	c.notStale()
}

// TestActions applies what is offered.
func TestActions(t *testing.T) {
	c := start(t, shop(t), nil, nil, built.govlint, "gopls")
	api := c.open(apiFile)
	p := c.expect(apiFile, "discardedcancel", "gopls/lostcancel", "gopls/printf")
	at := p.Diagnostics[slices.IndexFunc(p.Diagnostics, func(d diagnostic) bool { return d.Source == "govlint" })].Range
	titles := map[string]action{}
	for _, a := range c.actions(apiFile, at) {
		titles[a.Title] = a
	}
	fix, suppress, explain := titles["Defer cancel()"], titles["Suppress discardedcancel here"], titles["Explain discardedcancel"]
	if !fix.IsPreferred || fix.Kind != "quickfix" || suppress.Kind == "" || explain.Command.Command != "govlint.explain" {
		t.Fatalf("actions are %+v", titles)
	}
	fixed := apply(t, api, fix)
	if !strings.Contains(fixed, "ctx, cancel := context") || !strings.Contains(fixed, "\tdefer cancel()\n") {
		t.Errorf("fixed is\n%s", fixed)
	}
	all := c.actions(apiFile, span{}, "source.fixAll.govlint")
	if len(all) != 1 || apply(t, api, all[0]) != fixed {
		t.Errorf("all safe fixes are %+v", all)
	}
	c.set(apiFile, fixed)
	c.expect(apiFile, "gopls/printf")
	c.set(apiFile, apply(t, api, suppress))
	c.expect(apiFile, "discardedcancel", "gopls/lostcancel", "gopls/printf", "staleignore") // REASON is none
	c.set(apiFile, swap(t, apply(t, api, suppress), "REASON", "the process ends soon"))
	c.expect(apiFile, "gopls/lostcancel", "gopls/printf")
	c.call("workspace/executeCommand", map[string]any{"command": "govlint.explain", "arguments": explain.Command.Arguments})
	c.until("the text is shown", func() bool { return slices.Contains(c.asked, "window/showDocument") })
	var server struct {
		Capabilities struct {
			ExecuteCommandProvider struct{ Commands []string }
			CodeActionProvider     struct{ CodeActionKinds []string }
		}
	}
	if err := json.Unmarshal(c.server, &server); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(server.Capabilities.ExecuteCommandProvider.Commands, "govlint.explain") ||
		!slices.Contains(server.Capabilities.CodeActionProvider.CodeActionKinds, "source.fixAll.govlint") {
		t.Errorf("capabilities are %s", c.server)
	}
}

// apply applies the edits of an action, which are in order.
func apply(t *testing.T, text string, a action) string {
	t.Helper()
	if len(a.Edit.DocumentChanges) != 1 || a.Edit.DocumentChanges[0].TextDocument.Version == nil {
		t.Fatalf("edit is %+v", a)
	}
	edits := a.Edit.DocumentChanges[0].Edits
	for _, e := range slices.Backward(edits) {
		text = text[:offset(text, e.Range.Start)] + e.NewText + text[offset(text, e.Range.End):]
	}
	return text
}

// TestDependents checks that an edit shows in another open package.
func TestDependents(t *testing.T) {
	c := start(t, shop(t), nil, nil, built.govlint, "gopls")
	store := c.open(storeFile)
	api := c.open(apiFile)
	c.expect(storeFile, "lostrows")
	c.expect(apiFile, "discardedcancel", "gopls/lostcancel", "gopls/printf")
	c.set(storeFile, store+"\n// Rows asks for all orders.\nfunc (s *Store) Rows(ctx context.Context) (*sql.Rows, error) { return s.DB.QueryContext(ctx, \"SELECT\") }\n")
	c.set(apiFile, api+"\nfunc leak(s *store.Store) error {\n	rows, err := s.Rows(context.Background())\n	if err != nil {\n		return err\n	}\n	rows.Next()\n	return rows.Err()\n}\n")
	c.expect(apiFile, "discardedcancel", "gopls/lostcancel", "gopls/printf", "gopls/unusedfunc", "lostrows")
	c.set(storeFile, strings.Replace(store, "	var names", "	defer rows.Close()\n	var names", 1))
	c.expect(storeFile)
}
