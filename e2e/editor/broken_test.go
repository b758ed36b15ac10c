package editor

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// theirs is what gopls alone says of the file.
var theirs = []string{"gopls/lostcancel", "gopls/printf"}

// TestMisnamed has a configuration that is not read, which it says.
func TestMisnamed(t *testing.T) {
	c := newClient(t, shop(t), built.govlint, "gopls")
	name := c.path(".govlint.yml")
	write(t, name, "version: 1\n")
	c.initialize(nil, nil, c.dir)
	c.open(apiFile)
	c.mistaken(name, 0, "rename it")
	c.expect(apiFile, theirs...)
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	c.expect(apiFile, append([]string{"discardedcancel"}, theirs...)...)
	c.right(name)
}

// TestModuleFile breaks go.mod, which neither side can load then, and repairs it.
func TestModuleFile(t *testing.T) {
	c := newClient(t, shop(t), built.govlint, "gopls")
	saved, err := os.ReadFile(c.path("go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, c.path("go.mod"), "modul example.com/shop\n")
	c.initialize(nil, nil, c.dir)
	c.open(apiFile)
	c.until("the log says why", func() bool { return strings.Contains(strings.Join(c.logged, "\n"), "govlint: ") })
	if symbols := c.answer("textDocument/documentSymbol", map[string]any{"textDocument": map[string]any{"uri": c.uri(apiFile)}}); !strings.Contains(symbols, "Count") {
		t.Errorf("gopls finds no more than %s", symbols)
	}
	write(t, c.path("go.mod"), string(saved))
	c.watched(map[string]int{"go.mod": 2})
	c.expect(apiFile, append([]string{"discardedcancel"}, theirs...)...)
}

// TestGoCommand has a go command that fails, is missing or takes for ever, but
// not for gopls. What gopls says arrives as ever, and nothing outlives the
// editor.
func TestGoCommand(t *testing.T) {
	real, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	for what, script := range map[string]string{"fails": "exit 1", "hangs": "exec sleep 4321", "is missing": ""} {
		t.Run(what, func(t *testing.T) {
			bin, other := t.TempDir(), t.TempDir()
			c := newClient(t, shop(t), built.govlint, "gopls")
			path := bin
			if script == "" { // for us, as gopls gets another PATH
				wrapper := filepath.Join(other, "gopls")
				write(t, wrapper, fmt.Sprintf("#!/bin/sh\nPATH=%q exec %q \"$@\"\n", os.Getenv("PATH"), gopls(t)))
				c.cmd.Env = append(c.cmd.Env, "GOVLINT_GOPLS="+wrapper)
				executable(t, wrapper)
			} else {
				write(t, filepath.Join(bin, "go"), fmt.Sprintf("#!/bin/sh\nif [ -z \"$GOVLINT_INSIDE_GOPLS\" ]; then %s; fi\nexec %q \"$@\"\n", script, real))
				executable(t, filepath.Join(bin, "go"))
				path += string(filepath.ListSeparator) + os.Getenv("PATH")
			}
			c.cmd.Env = append(c.cmd.Env, "PATH="+path)
			c.initialize(nil, nil, c.dir)
			text := c.open(apiFile)
			c.expect(apiFile, theirs...)
			c.set(apiFile, strings.Replace(text, "%d", "%s", 1))
			c.expect(apiFile, "gopls/lostcancel")
			if script != "exec sleep 4321" {
				c.until("the log says why", func() bool { return strings.Contains(strings.Join(c.logged, "\n"), "govlint: ") })
			}
			c.call("shutdown", nil)
			c.notify("exit", nil)
			if err := c.cmd.Wait(); err != nil {
				t.Error(err)
			}
			if out, err := exec.Command("pgrep", "-f", "sleep 4321").Output(); err == nil {
				t.Errorf("there are orphans: %s", out)
			}
		})
	}
}

func executable(t *testing.T, name string) {
	t.Helper()
	if err := os.Chmod(name, 0o777); err != nil {
		t.Fatal(err)
	}
}

// TestGone ends the connection in all the ways that an editor has.
func TestGone(t *testing.T) {
	for what, leave := range map[string]func(c *client) (code int){
		"exit without shutdown": func(c *client) int { c.notify("exit", nil); return 1 },
		"closed":                func(c *client) int { _ = c.stream.Close(); return 0 },
		"terminated":            func(c *client) int { _ = c.cmd.Process.Signal(syscall.SIGTERM); return 1 }, // as gopls is interrupted
	} {
		t.Run(what, func(t *testing.T) {
			c := start(t, shop(t), nil, nil, built.govlint, "gopls")
			c.open(apiFile)
			child, begin := c.child(), time.Now()
			code := leave(c)
			_ = c.cmd.Wait()
			if got := c.cmd.ProcessState.ExitCode(); got != code || time.Since(begin) > patience {
				t.Errorf("exit code %d after %v, want %d", got, time.Since(begin), code)
			}
			for end := time.Now().Add(patience); syscall.Kill(child, 0) == nil; time.Sleep(50 * time.Millisecond) {
				if time.Now().After(end) {
					t.Fatal("gopls is an orphan")
				}
			}
		})
	}
}

// TestListen has gopls serve a socket: as a daemon that knows nothing of us, and
// with us in front of it.
func TestListen(t *testing.T) {
	dir, err := os.MkdirTemp("", "gopls") // a short name
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	address := "unix;" + filepath.Join(dir, "s")
	daemon := exec.Command(built.govlint, "gopls", "-listen="+address)
	daemon.Env, daemon.Stderr = append(os.Environ(), "GOVLINT_GOPLS="+gopls(t)), os.Stderr
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Signal(os.Interrupt)
		_ = daemon.Wait()
	})
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(dir, "s")); err == nil {
			break
		} else if time.Now().After(end) {
			t.Fatal(err)
		}
	}
	c := start(t, shop(t), nil, nil, built.govlint, "gopls", "-remote="+address)
	c.open(apiFile)
	c.expect(apiFile, append([]string{"discardedcancel"}, theirs...)...)
	plain := start(t, c.dir, nil, nil, gopls(t), "-remote="+address)
	plain.open(apiFile)
	plain.expect(apiFile, theirs...)
}
