package editor

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
)

// patience is how long a client waits for what should come soon.
const patience = 60 * time.Second

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type diagnostic struct {
	Range              span                  `json:"range"`
	Severity           int                   `json:"severity"`
	Code               any                   `json:"code"`
	Source             string                `json:"source"`
	Message            string                `json:"message"`
	CodeDescription    struct{ Href string } `json:"codeDescription"`
	RelatedInformation []any                 `json:"relatedInformation"`
	Data               json.RawMessage       `json:"data"`
}

type published struct {
	URI         string       `json:"uri"`
	Version     int          `json:"version"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type edit struct {
	Range   span   `json:"range"`
	NewText string `json:"newText"`
}

type action struct {
	Title       string `json:"title"`
	Kind        string `json:"kind"`
	IsPreferred bool   `json:"isPreferred"`
	Edit        struct {
		DocumentChanges []struct {
			TextDocument struct{ Version *int }
			Edits        []edit
		} `json:"documentChanges"`
	} `json:"edit"`
	Command struct {
		Command   string `json:"command"`
		Arguments []any  `json:"arguments"`
	} `json:"command"`
}

// client is a scripted editor.
type client struct {
	*testing.T
	dir    string
	cmd    *exec.Cmd
	stream jsonrpc2.Stream
	server json.RawMessage // what it answered to initialize

	mu       sync.Mutex
	news     *sync.Cond
	next     int64
	answers  map[string]*jsonrpc2.Response
	latest   map[string]published // by URI
	history  []published
	asked    []string // methods of the server's requests
	closed   bool
	versions map[string]int
	settings map[string]any // of gopls
}

type pipes struct {
	io.Reader
	io.WriteCloser
}

// start runs a server in a directory and initializes it.
func start(t *testing.T, dir string, settings map[string]any, capabilities map[string]any, command ...string) *client {
	t.Helper()
	c := &client{T: t, dir: dir, cmd: exec.Command(command[0], command[1:]...), answers: map[string]*jsonrpc2.Response{},
		latest: map[string]published{}, versions: map[string]int{}, settings: settings}
	c.news = sync.NewCond(&c.mu)
	c.cmd.Dir, c.cmd.Stderr = dir, os.Stderr
	c.cmd.Env = append(os.Environ(), "GOVLINT_GOPLS="+gopls(t))
	in, err := c.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c.stream = jsonrpc2.NewHeaderStream(pipes{out, in})
	go c.read()
	t.Cleanup(c.kill)
	all := map[string]any{
		"workspace": map[string]any{"configuration": true, "workspaceEdit": map[string]any{"documentChanges": true},
			"didChangeWatchedFiles": map[string]any{"dynamicRegistration": true}, "diagnostics": map[string]any{"refreshSupport": true}},
		"textDocument": map[string]any{"codeAction": map[string]any{"codeActionLiteralSupport": map[string]any{"codeActionKind": map[string]any{"valueSet": []string{"quickfix", "source"}}}},
			"publishDiagnostics": map[string]any{"relatedInformation": true, "versionSupport": true}},
		"window": map[string]any{"showDocument": map[string]any{"support": true}},
	}
	for name, value := range capabilities {
		for inner, v := range value.(map[string]any) {
			all[name].(map[string]any)[inner] = v
		}
	}
	c.server = c.call("initialize", map[string]any{"processId": os.Getpid(), "rootUri": uri(dir), "capabilities": all,
		"initializationOptions": settings, "workspaceFolders": []any{map[string]any{"uri": uri(dir), "name": "shop"}}})
	c.notify("initialized", map[string]any{})
	return c
}

func uri(name string) string { return "file://" + filepath.ToSlash(name) }

func (c *client) kill() {
	_ = c.stream.Close()
	if c.cmd.ProcessState == nil {
		time.AfterFunc(10*time.Second, func() { _ = c.cmd.Process.Kill() })
		_ = c.cmd.Wait()
	}
}

// read receives messages until the server is gone.
func (c *client) read() {
	for {
		message, _, err := c.stream.Read(context.Background())
		c.mu.Lock()
		if err != nil {
			c.closed = true
			c.news.Broadcast()
			c.mu.Unlock()
			return
		}
		switch m := message.(type) {
		case *jsonrpc2.Response:
			c.answers[fmt.Sprintf("%q", m.ID())] = m
		case *jsonrpc2.Notification:
			if m.Method() == "textDocument/publishDiagnostics" {
				var p published
				_ = json.Unmarshal(m.Params(), &p)
				c.latest[p.URI] = p
				c.history = append(c.history, p)
			}
		case *jsonrpc2.Call:
			c.asked = append(c.asked, strings.Clone(m.Method()))
			result := jsonrpc2.RawMessage("null")
			if m.Method() == "workspace/configuration" {
				result, _ = json.Marshal([]any{c.settings})
			}
			_, _ = c.stream.Write(context.Background(), jsonrpc2.NewResponse(m.ID(), result, nil))
		}
		c.news.Broadcast()
		c.mu.Unlock()
	}
}

// until waits for a condition, which is called with c.mu held.
func (c *client) until(what string, ok func() bool) {
	c.Helper()
	late := time.AfterFunc(patience, c.news.Broadcast)
	defer late.Stop()
	end := time.Now().Add(patience)
	c.mu.Lock()
	defer c.mu.Unlock()
	for !ok() {
		if time.Now().After(end) || c.closed {
			c.Fatalf("%s: not so after %s; the server shows %+v", what, patience, c.latest)
		}
		c.news.Wait()
	}
}

func (c *client) send(method string, params any) int64 {
	c.Helper()
	text, err := json.Marshal(params)
	if err != nil {
		c.Fatal(err)
	}
	c.mu.Lock()
	c.next++
	id := c.next
	c.mu.Unlock()
	if _, err := c.stream.Write(context.Background(), jsonrpc2.NewCall(jsonrpc2.NewNumberID(id), method, text)); err != nil {
		c.Fatal(err)
	}
	return id
}

func (c *client) await(id int64) *jsonrpc2.Response {
	c.Helper()
	var r *jsonrpc2.Response
	c.until(fmt.Sprintf("answer %d", id), func() bool { r = c.answers[fmt.Sprintf("%q", jsonrpc2.NewNumberID(id))]; return r != nil })
	return r
}

func (c *client) call(method string, params any) json.RawMessage {
	c.Helper()
	r := c.await(c.send(method, params))
	if r.Err() != nil {
		c.Fatalf("%s: %v", method, r.Err())
	}
	return json.RawMessage(r.Result())
}

func (c *client) notify(method string, params any) {
	c.Helper()
	text, err := json.Marshal(params)
	if err != nil {
		c.Fatal(err)
	}
	if _, err := c.stream.Write(context.Background(), jsonrpc2.NewNotification(method, text)); err != nil {
		c.Fatal(err)
	}
}

func (c *client) uri(name string) string { return uri(filepath.Join(c.dir, name)) }

// open opens a file with what it has on disk, and returns that.
func (c *client) open(name string) string {
	c.Helper()
	text, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil {
		c.Fatal(err)
	}
	c.versions[name] = 1
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": c.uri(name), "languageId": "go", "version": 1, "text": string(text)}})
	return string(text)
}

// change sends changes of a document as they are.
func (c *client) change(name string, changes ...any) {
	c.Helper()
	c.versions[name]++
	c.notify("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": c.uri(name), "version": c.versions[name]}, "contentChanges": changes})
}

// set replaces the text of a document.
func (c *client) set(name, text string) { c.Helper(); c.change(name, map[string]any{"text": text}) }

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
