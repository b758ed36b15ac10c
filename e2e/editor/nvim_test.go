package editor

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestNeovim has Neovim open a file, apply a quick fix, undo it and edit text
// that is not saved; testdata/session.lua says how.
func TestNeovim(t *testing.T) {
	if _, err := exec.LookPath("nvim"); err != nil {
		t.Skip("nvim is not in PATH: install Debian's neovim, or any from 0.7 on")
	}
	dir := shop(t)
	script, err := filepath.Abs("testdata/session.lua")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", apiFile, "-c", "luafile "+script)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOVLINT="+built.govlint, "GOVLINT_GOPLS="+gopls(t), "XDG_STATE_HOME="+t.TempDir())
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "SESSION DONE") {
		t.Errorf("%v\n%s", err, out)
	}
}
