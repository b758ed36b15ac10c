package editor

import (
	"encoding/json"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestPull asks for diagnostics, and is told to ask again.
func TestPull(t *testing.T) {
	c := start(t, shop(t), map[string]any{"pullDiagnostics": true},
		map[string]any{"textDocument": map[string]any{"diagnostic": map[string]any{}}}, built.govlint, "gopls")
	c.open(apiFile)
	want := []string{"discardedcancel", "gopls/lostcancel", "gopls/printf"}
	c.asks(apiFile, want...)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range c.history {
		if slices.Contains(p.codes(), "discardedcancel") {
			t.Error("what is asked for is published as well")
		}
	}
}

// asks asks for the diagnostics of a file until they are as wanted, whenever it
// is told to.
func (c *client) asks(name string, want ...string) {
	c.Helper()
	for asked := 0; !slices.Equal(c.pulled(name), want); { // fails if it is not told to ask again
		c.until("the editor is to ask again", func() bool {
			before := asked
			asked = strings.Count(strings.Join(c.asked, " "), "workspace/diagnostic/refresh")
			return asked > before
		})
	}
}

// pulled asks for the diagnostics of a file.
func (c *client) pulled(name string) []string {
	c.Helper()
	var report struct{ Items []diagnostic }
	if err := json.Unmarshal(c.call("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}}), &report); err != nil {
		c.Fatal(err)
	}
	return published{Diagnostics: report.Items}.codes()
}

// TestExit checks that gopls's exit code is ours, and that nobody outlives the
// other.
func TestExit(t *testing.T) {
	c := start(t, shop(t), nil, nil, built.govlint, "gopls")
	c.call("shutdown", nil)
	c.notify("exit", nil)
	if err := c.cmd.Wait(); err != nil {
		t.Errorf("after shutdown and exit: %v", err)
	}
	c = start(t, shop(t), nil, nil, built.govlint, "gopls")
	child := c.child()
	if err := syscall.Kill(child, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Wait(); err == nil {
		t.Error("gopls is killed, and the exit code is 0")
	}
	c = start(t, shop(t), nil, nil, built.govlint, "gopls")
	child = c.child()
	if err := c.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.cmd.Wait()
	for end := time.Now().Add(patience); syscall.Kill(child, 0) == nil; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("gopls is an orphan")
		}
	}
}

// child returns the process ID of gopls.
func (c *client) child() int {
	c.Helper()
	if runtime.GOOS != "linux" {
		c.Skip("processes are only looked up on Linux")
	}
	out, err := exec.Command("ps", "-o", "pid=", "--ppid", itoa(c.cmd.Process.Pid)).Output()
	if err != nil {
		c.Fatal(err)
	}
	return atoi(c.T, strings.Fields(string(out))[0])
}
