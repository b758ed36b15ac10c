// Package lsp puts govlint between an editor and gopls.
//
// Messages pass through in both directions, in order and byte by byte. A few
// gain something on the way: diagnostics and code actions get ours, and what
// gopls says of its capabilities gets the names of our commands. Analysis runs
// beside that and never keeps a message waiting. Should it fail, what is left is
// a plain proxy.
package lsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/govlint/govlint/internal/driver"
)

// Config is what the proxy needs to know.
type Config struct {
	Command []string // gopls and its arguments
	In      io.Reader
	Out     io.Writer
	Err     io.Writer

	// Open returns a session for the module or workspace in a directory.
	Open func(ctx context.Context, root string, settings Settings) (*driver.Session, error)

	// Ignore returns a directive that suppresses a rule once a reason is written.
	Ignore func(rule string) string

	// Explain returns the text about a rule, in Markdown.
	Explain func(rule string) (string, error)
}

// grace is how long gopls may take to end after the editor is gone.
const grace = 3 * time.Second

// Serve runs gopls until it or the editor ends, and returns gopls's exit code.
func Serve(ctx context.Context, config Config) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := exec.CommandContext(ctx, config.Command[0], config.Command[1:]...)
	cmd.Env = append(os.Environ(), Inside+"=1")
	cmd.Stderr, cmd.WaitDelay = config.Err, grace
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	to, err := cmd.StdinPipe()
	if err != nil {
		return 0, err
	}
	from, out, err := os.Pipe()
	if err != nil {
		return 0, err
	}
	cmd.Stdout = out
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	out.Close()
	p := newProxy(config, to)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		p.analyses(ctx)
	}()
	go func() {
		_ = pump(ctx, config.In, p.gopls, p.fromEditor)
		time.AfterFunc(grace, cancel)
		p.gopls.close()
		<-p.gopls.done
		to.Close() // the editor is gone, and gopls ends when it notices
	}()
	_ = pump(ctx, from, p.editor, p.fromGopls)
	p.editor.close()
	code, err := exitCode(cmd.Wait())
	cancel()
	late := time.After(grace)
	for _, end := range []chan struct{}{stopped, p.editor.done} {
		select {
		case <-end:
		case <-late:
		}
	}
	p.cleanUp()
	return code, err
}

// Inside is the environment variable that tells gopls's children, and us, that
// there is a proxy already.
const Inside = "GOVLINT_INSIDE_GOPLS"

func exitCode(err error) (int, error) {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(1, exit.ExitCode()), nil // a signal has no code
	} else if errors.Is(err, context.Canceled) || errors.Is(err, exec.ErrWaitDelay) {
		return 0, nil
	}
	return 0, err
}

// proxy is the state between an editor and gopls.
type proxy struct {
	config Config
	editor *sink
	gopls  *sink
	wake   chan struct{} // something has to be analysed

	mu         sync.Mutex // guards what follows, and is never held for long
	off        bool       // nothing is added any more
	client     clientCapabilities
	utf8       bool                // positions count bytes
	pull       bool                // the editor asks for diagnostics
	settings   map[string]Settings // by folder of the workspace
	files      map[string]*file    // by name
	pending    map[string]request  // requests whose response matters, by who asks and its ID
	requests   int                 // of our own
	generation int                 // counts changes of settings and configurations
	changed    map[string]bool     // files to be analysed
	lastEdit   time.Time
	interrupt  context.CancelFunc // of the analysis that runs, or nil
	explained  string             // directory of texts about rules, or ""
}

func newProxy(config Config, to io.Writer) *proxy {
	return &proxy{
		config:  config,
		editor:  newSink(config.Out),
		gopls:   newSink(to),
		wake:    make(chan struct{}, 1),
		files:   map[string]*file{},
		pending: map[string]request{}, settings: map[string]Settings{},
		changed: map[string]bool{},
	}
}

// pass posts what f makes of a message, or the message as it is if our part has
// failed, or does so now. f may return nil to keep it back. What is posted
// meanwhile, and knows of what f has changed, comes after it.
func (p *proxy) pass(to *sink, body []byte, f func() []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if body = p.contain(body, f); body != nil {
		to.post(body)
	}
}

// contain calls f unless our part has failed, and turns it off should f panic.
func (p *proxy) contain(body []byte, f func() []byte) (result []byte) {
	if p.off {
		return body
	}
	defer func() {
		if v := recover(); v != nil {
			result = body
			p.fail(v)
		}
	}()
	return f()
}

// fail leaves a plain proxy after a panic, and takes back what we have shown.
func (p *proxy) fail(v any) {
	p.off = true
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		if f := p.files[name]; f.visible {
			f.ours = nil
			p.publish(f)
		}
	}
	p.log(fmt.Sprintf("govlint is off, after an internal error: %v\n%s", v, debug.Stack()))
}

// log adds a line to what the editor shows of gopls's log.
func (p *proxy) log(text string) {
	p.editor.notify("window/logMessage", map[string]any{"type": 2, "message": text})
}

func (p *proxy) cleanUp() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.explained != "" {
		_ = os.RemoveAll(p.explained)
	}
}
