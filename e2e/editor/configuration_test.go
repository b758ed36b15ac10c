package editor

import (
	"os"
	"strings"
	"testing"
)

const configuration = ".govlint.yaml"

const off, typo = "version: 1\nrules:\n  disable: [discardedcancel]\n", "version: 1\nrules:\n  disabled: [discardedcancel]\n"

// mistaken waits until a configuration shows what is wrong on one line.
func (c *client) mistaken(name string, line int, message string) {
	c.Helper()
	c.until("the mistake is shown", func() bool {
		list := c.latest[c.uri(name)].Diagnostics
		return len(list) == 1 && list[0].Range.Start.Line == line && list[0].Source == "govlint" && strings.Contains(list[0].Message, message)
	})
}

// right waits until it does not.
func (c *client) right(name string) {
	c.Helper()
	c.until("no mistake is shown", func() bool { return len(c.latest[c.uri(name)].Diagnostics) == 0 })
}

// TestConfiguration edits .govlint.yaml elsewhere, which the editor does not tell
// of. As long as it is wrong, what was right last is in force.
func TestConfiguration(t *testing.T) {
	c := start(t, shop(t), nil, nil, built.govlint, "gopls")
	c.open(apiFile)
	c.expect(apiFile, "discardedcancel", "gopls/lostcancel", "gopls/printf")
	name := c.path(configuration)
	write(t, name, typo)
	c.mistaken(name, 2, `did you mean "disable"`)
	c.set(apiFile, string(c.sent[c.uri(apiFile)][1])+"\n// The default is in force.\n")
	c.expect(apiFile, "discardedcancel", "gopls/lostcancel", "gopls/printf")
	write(t, name, off)
	c.expect(apiFile, "gopls/lostcancel", "gopls/printf")
	c.right(name)
	write(t, name, typo)
	c.mistaken(name, 2, `did you mean "disable"`)
	c.open(storeFile) // loads packages once more
	c.expect(storeFile, "lostrows")
	c.set(apiFile, string(c.sent[c.uri(apiFile)][1])+"\n// It is still off.\n")
	c.expect(apiFile, "gopls/lostcancel", "gopls/printf")
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	c.expect(apiFile, "discardedcancel", "gopls/lostcancel", "gopls/printf")
	c.right(name)
	c.notStale()
}

// TestUnsavedConfiguration edits .govlint.yaml in the editor: one that was never
// saved, then one that is.
func TestUnsavedConfiguration(t *testing.T) {
	for _, pull := range []bool{false, true} {
		c := newClient(t, shop(t), built.govlint, "gopls")
		var capabilities map[string]any
		if pull { // which editors do of Go files only
			capabilities = map[string]any{"textDocument": map[string]any{"diagnostic": map[string]any{}}}
		}
		c.initialize(map[string]any{"pullDiagnostics": pull}, capabilities, c.dir)
		c.openAs(configuration, typo)
		c.mistaken(configuration, 2, `did you mean "disable"`)
		c.open(apiFile)
		c.set(configuration, off)
		c.right(configuration)
		if !pull {
			c.expect(apiFile, "gopls/lostcancel", "gopls/printf")
		}
		c.set(configuration, strings.Replace(off, "disable:", "disable: [", 1))
		c.until("the mistake is shown", func() bool { return len(c.latest[c.uri(configuration)].Diagnostics) > 0 })
		write(t, c.path(configuration), "version: 1\n")
		c.set(configuration, "version: 1\n")
		c.right(configuration)
		want := []string{"discardedcancel", "gopls/lostcancel", "gopls/printf"}
		if pull {
			c.asks(apiFile, want...)
		} else {
			c.expect(apiFile, want...)
		}
		c.set(configuration, off)
		c.close(configuration) // without saving
		c.set(apiFile, c.sent[c.uri(apiFile)][1]+"\n// An edit.\n")
		if pull {
			c.asks(apiFile, want...)
		} else {
			c.expect(apiFile, want...)
		}
		c.kill()
	}
}
