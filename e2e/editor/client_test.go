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
	raw      map[string]json.RawMessage // the same, as it came
	asked    []string                   // methods of the server's requests
	requests map[string]string          // the same, by ID
	logged   []string                   // messages for the log
	closed   bool
	versions map[string]int
	sent     map[string]map[int]string // texts, by URI and version
	settings func(folder string) any   // of gopls
}

type pipes struct {
	io.Reader
	io.WriteCloser
}

// start runs a server in a directory and initializes it.
func start(t *testing.T, dir string, settings map[string]any, capabilities map[string]any, command ...string) *client {
	t.Helper()
	c := newClient(t, dir, command...)
	if settings != nil {
		c.settings = func(string) any { return settings }
	}
	c.initialize(settings, capabilities, dir)
	return c
}

// newClient returns a client whose server does not run yet.
func newClient(t *testing.T, dir string, command ...string) *client {
	c := &client{T: t, dir: dir, cmd: exec.Command(command[0], command[1:]...), answers: map[string]*jsonrpc2.Response{},
		latest: map[string]published{}, versions: map[string]int{}, sent: map[string]map[int]string{},
		raw: map[string]json.RawMessage{}, requests: map[string]string{}, settings: func(string) any { return nil }}
	c.news = sync.NewCond(&c.mu)
	c.cmd.Dir, c.cmd.Stderr = dir, os.Stderr
	c.cmd.Env = append(os.Environ(), "GOVLINT_GOPLS="+gopls(t))
	return c
}

// initialize runs the server, for the folders of a workspace.
func (c *client) initialize(settings, capabilities map[string]any, folders ...string) {
	c.Helper()
	t := c.T
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
	list := []any{}
	for _, folder := range folders {
		list = append(list, map[string]any{"uri": uri(folder), "name": filepath.Base(folder)})
	}
	c.server = c.call("initialize", map[string]any{"processId": os.Getpid(), "rootUri": uri(folders[0]), "capabilities": all,
		"initializationOptions": settings, "workspaceFolders": list})
	c.notify("initialized", map[string]any{})
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
				c.latest[p.URI], c.raw[p.URI] = p, slices.Clone(json.RawMessage(m.Params()))
				c.history = append(c.history, p)
			} else if m.Method() == "window/logMessage" {
				c.logged = append(c.logged, string(m.Params()))
			}
		case *jsonrpc2.Call:
			c.asked = append(c.asked, strings.Clone(m.Method()))
			c.requests[fmt.Sprintf("%q", m.ID())] = strings.Clone(m.Method())
			_, _ = c.stream.Write(context.Background(), jsonrpc2.NewResponse(m.ID(), c.reply(m), nil))
		}
		c.news.Broadcast()
		c.mu.Unlock()
	}
}

// reply answers a request of the server.
func (c *client) reply(m *jsonrpc2.Call) jsonrpc2.RawMessage {
	if m.Method() != "workspace/configuration" {
		return jsonrpc2.RawMessage("null")
	}
	var params struct{ Items []struct{ ScopeURI string } }
	_ = json.Unmarshal(m.Params(), &params)
	list := []any{}
	for _, item := range params.Items {
		list = append(list, c.settings(strings.TrimPrefix(item.ScopeURI, "file://")))
	}
	result, _ := json.Marshal(list)
	return result
}

// until waits for a condition, which is called with c.mu held.
func (c *client) until(what string, ok func() bool) {
	c.Helper()
	if !c.soon(ok) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.Fatalf("%s: not so after %s; the server shows %+v, and logs %s", what, patience, c.latest, strings.Join(c.logged, "\n"))
	}
}

// soon reports whether a condition becomes true, which is called with c.mu held.
func (c *client) soon(ok func() bool) bool {
	late := time.AfterFunc(patience, c.news.Broadcast)
	defer late.Stop()
	end := time.Now().Add(patience)
	c.mu.Lock()
	defer c.mu.Unlock()
	for !ok() {
		if time.Now().After(end) || c.closed {
			return false
		}
		c.news.Wait()
	}
	return true
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
