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
	for asked := 0; !slices.Equal(c.pulled(apiFile), want); { // fails if it is not told to ask again
		c.until("the editor is to ask again", func() bool {
			before := asked
			asked = strings.Count(strings.Join(c.asked, " "), "workspace/diagnostic/refresh")
			return asked > before
		})
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range c.history {
		if slices.Contains(p.codes(), "discardedcancel") {
			t.Error("what is asked for is published as well")
		}
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
	for end := time.Now().Add(10 * time.Second); syscall.Kill(child, 0) == nil; time.Sleep(50 * time.Millisecond) {
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

// TestBroken checks that gopls works where govlint cannot: without the go
// command it finds no packages.
func TestBroken(t *testing.T) {
	dir := shop(t)
	write(t, dir+"/.govlint.yml", "version: 1\n")
	c := start(t, dir, nil, nil, built.govlint, "gopls")
	c.open(apiFile)
	c.expect(apiFile, "gopls/lostcancel", "gopls/printf")
}

// TestSame compares what gopls answers with and without the proxy.
func TestSame(t *testing.T) {
	dir := shop(t)
	write(t, dir+"/.govlint.yaml", "version: 1\nrules:\n  disable: [all]\n  enable: [orphanspan]\n")
	var answers [2][]string
	for i, command := range [][]string{{gopls(t)}, {built.govlint, "gopls"}} {
		c := start(t, dir, nil, nil, command...)
		c.open(apiFile)
		c.open(storeFile)
		c.expect(apiFile, "gopls/lostcancel", "gopls/printf")
		document := map[string]any{"uri": c.uri(apiFile)}
		at := map[string]any{"textDocument": document, "position": position{14, 14}}
		for _, method := range []string{"hover", "definition", "typeDefinition", "references", "documentHighlight", "completion", "prepareRename", "signatureHelp", "implementation"} {
			params := map[string]any{"context": map[string]any{"includeDeclaration": true}}
			params["textDocument"], params["position"] = at["textDocument"], at["position"]
			answers[i] = append(answers[i], c.answer("textDocument/"+method, params))
		}
		for _, method := range []string{"documentSymbol", "foldingRange", "formatting", "documentLink", "codeLens", "inlayHint", "semanticTokens/full"} {
			answers[i] = append(answers[i], c.answer("textDocument/"+method, map[string]any{"textDocument": document, "range": span{position{}, position{18, 0}}, "options": map[string]any{"tabSize": 4}}))
		}
		answers[i] = append(answers[i], c.answer("textDocument/codeAction", map[string]any{"textDocument": document, "range": span{position{13, 1}, position{13, 20}}, "context": map[string]any{"diagnostics": []any{}}}))
		answers[i] = append(answers[i], c.answer("workspace/symbol", map[string]any{"query": "Orders"}), c.answer("no/such/method", nil))
		c.kill()
	}
	for i := range answers[0] {
		if answers[0][i] != answers[1][i] {
			t.Errorf("without the proxy:\n%s\nwith it:\n%s", answers[0][i], answers[1][i])
		}
	}
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
