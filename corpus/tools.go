package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Tool is a program that reports mistakes in Go code.
type Tool struct {
	Name string
	Path string
	ID   string // changes when the program does
}

// toolLimit is how long building a tool may take.
const toolLimit = 30 * time.Minute

// NewTool returns the tool in a file. Its identity is what the file holds.
func NewTool(name, file string) (Tool, error) {
	file, err := filepath.Abs(file)
	if err != nil {
		return Tool{}, err
	}
	program, err := os.ReadFile(file)
	if err != nil {
		return Tool{}, err
	}
	sum := sha256.Sum256(program)
	return Tool{Name: name, Path: file, ID: hex.EncodeToString(sum[:])}, nil
}

// Build builds the Go program of a package in dir.
func (w *Workspace) Build(ctx context.Context, name, dir, pkg string) (Tool, error) {
	file, err := filepath.Abs(filepath.Join(w.Dir, "bin", name))
	if err != nil {
		return Tool{}, err
	}
	// Paths and versions of the tree would make equal programs differ.
	out, err := execute(ctx, toolLimit, dir, nil, "go", "build", "-trimpath", "-buildvcs=false", "-o", file, pkg)
	if err != nil {
		return Tool{}, err
	}
	if out.Exit != 0 || out.TimedOut {
		return Tool{}, fmt.Errorf("building %s: %s", name, lastLine([]byte(out.Stderr)))
	}
	return NewTool(name, file)
}

// Kept returns a tool that was built before or put there by hand.
func (w *Workspace) Kept(name string) (Tool, bool) {
	tool, err := NewTool(name, filepath.Join(w.Dir, "bin", name))
	return tool, err == nil
}

// Install builds the program of a package at a version.
func (w *Workspace) Install(ctx context.Context, name, pkg string) (Tool, error) {
	bin, err := filepath.Abs(filepath.Join(w.Dir, "bin"))
	if err != nil {
		return Tool{}, err
	}
	out, err := execute(ctx, toolLimit, "", []string{"GOBIN=" + bin, "GOFLAGS="}, "go", "install", pkg)
	if err != nil {
		return Tool{}, err
	}
	if out.Exit != 0 || out.TimedOut {
		return Tool{}, fmt.Errorf("installing %s: %s", name, lastLine([]byte(out.Stderr)))
	}
	return NewTool(name, filepath.Join(bin, name))
}

// RuleNames returns the names of all rules that govlint has.
func (t Tool) RuleNames(ctx context.Context) ([]string, error) {
	out, err := execute(ctx, time.Minute, "", nil, t.Path, "rules", "-format", "json")
	if err != nil {
		return nil, err
	}
	if out.Exit != 0 {
		return nil, errors.New(lastLine([]byte(out.Stderr)))
	}
	var rules []struct{ Name string }
	if err := json.Unmarshal([]byte(out.Stdout), &rules); err != nil {
		return nil, err
	}
	names := make([]string, len(rules))
	for i, r := range rules {
		names[i] = r.Name
	}
	return names, nil
}
