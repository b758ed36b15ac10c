package main

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/internal/config"
)

const root = "../.."

// pages returns what is written for people, by name relative to the root.
func pages(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range []string{"*.md", "docs/*.md", "examples/*/*.md"} {
		names, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			rel, err := filepath.Rel(root, name)
			if err != nil {
				t.Fatal(err)
			}
			all[filepath.ToSlash(rel)] = read(t, name)
		}
	}
	return all
}

// TestLinks checks that what pages link to is there, headings included.
func TestLinks(t *testing.T) {
	all := pages(t)
	link := regexp.MustCompile(`(?m)\]\(([^)\s]+)\)|^\t.*`) // or a line of code
	for page, text := range all {
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			target, anchor, _ := strings.Cut(match[1], "#")
			if match[1] == "" || strings.Contains(target, "://") {
				continue // code, or elsewhere
			}
			if target != "" {
				target = filepath.ToSlash(filepath.Join(filepath.Dir(page), target))
			} else {
				target = page
			}
			if _, err := os.Stat(filepath.Join(root, target)); err != nil {
				t.Errorf("%s links to %s, which does not exist", page, match[1])
			} else if anchor != "" && !slices.Contains(headings(all[target]), anchor) {
				t.Errorf("%s links to %s, which has no such heading", page, match[1])
			}
		}
	}
}

// headings returns the anchors of a page's headings.
func headings(text string) []string {
	var list []string
	for _, match := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(text, -1) {
		anchor := regexp.MustCompile(`[^\w -]`).ReplaceAllString(strings.ToLower(match[1]), "")
		list = append(list, strings.ReplaceAll(anchor, " ", "-"))
	}
	return list
}

// TestHeadings checks how anchors are made.
func TestHeadings(t *testing.T) {
	got := headings("# The govlint command\n\n## Exit codes, all\ntext # no\n")
	if want := []string{"the-govlint-command", "exit-codes-all"}; !slices.Equal(got, want) {
		t.Errorf("headings %q, want %q", got, want)
	}
}

// flagSets returns the flags of all commands; "" is linting.
func flagSets() map[string]*flag.FlagSet {
	sets := commandFlags()
	sets[""] = (&options{}).flags()
	for _, name := range []string{"explain", "cache", "schema", "version", "help"} {
		sets[name] = flagSet(name)
	}
	return sets
}

// TestDocumentedFlags checks that each flag in a command that is written
// somewhere exists, and that docs/cli.md has all of them.
func TestDocumentedFlags(t *testing.T) {
	vet := (&vetOptions{}).flags(analyzers.Rules(), map[*analyzers.Rule]bool{})
	vet.String("vettool", "", "")
	sets := flagSets()
	texts := pages(t)
	for _, name := range []string{"action.yml", ".pre-commit-hooks.yaml", "examples/demo.sh"} {
		texts[name] = read(t, root, name)
	}
	for page, text := range texts {
		for _, c := range commands(text) {
			set := sets[c.name]
			if c.vet {
				set = vet
			}
			for _, name := range c.flags {
				if set == nil || set.Lookup(name) == nil {
					t.Errorf("%s: %q has a flag -%s that does not exist", page, c.text, name)
				}
			}
		}
	}
	for command, set := range sets {
		set.VisitAll(func(f *flag.Flag) {
			if !strings.Contains(texts["docs/cli.md"], "`-"+f.Name) {
				t.Errorf("docs/cli.md lacks -%s of govlint %s", f.Name, command)
			}
		})
	}
	if listed := rowFlags(texts["docs/cli.md"]); len(listed) < 20 {
		t.Errorf("docs/cli.md lists the flags %q", listed)
	} else {
		for _, name := range listed {
			if sets[""].Lookup(name) == nil {
				t.Errorf("docs/cli.md lists -%s, which does not exist", name)
			}
		}
	}
}

// rowFlags returns the flags in the first cells of tables.
func rowFlags(text string) []string {
	var names []string
	for _, match := range regexp.MustCompile("(?m)^\\| `-([\\w-]+)").FindAllStringSubmatch(text, -1) {
		names = append(names, match[1])
	}
	return names
}

// command is a call of govlint in a text.
type command struct {
	text, name string
	vet        bool
	flags      []string
}

// commands finds calls in code: lines that are indented or fenced, and words
// between backquotes.
func commands(text string) []command {
	call := regexp.MustCompile(`(?:vettool=\S*|(?:^|[\s'"` + "`" + `/])govlint)((?:[ \t]+[^\s|;&>` + "`" + `#]+)+)`)
	inline := regexp.MustCompile("`([^`\n]+)`")
	var code []string
	fenced := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		} else if fenced || strings.HasPrefix(line, "    ") {
			code = append(code, line)
		} else {
			for _, match := range inline.FindAllStringSubmatch(line, -1) {
				code = append(code, match[1])
			}
		}
	}
	var list []command
	for _, line := range code {
		for _, match := range call.FindAllStringSubmatch(line, -1) {
			list = append(list, parseCommand(match[0], strings.Fields(match[1])))
		}
	}
	return list
}

func parseCommand(text string, words []string) command {
	c := command{text: strings.TrimSpace(text), vet: strings.HasPrefix(text, "vettool")}
	if _, ok := flagSets()[words[0]]; ok && !c.vet {
		c.name, words = words[0], words[1:]
	}
	for _, word := range words {
		if name, ok := strings.CutPrefix(strings.Trim(word, `'",)`), "-"); ok && name != "" {
			name, _, _ = strings.Cut(name, "=")
			c.flags = append(c.flags, name)
		}
	}
	return c
}

// TestCommandsOfTexts checks that commands are found where they are.
func TestCommandsOfTexts(t *testing.T) {
	got := commands("Text govlint -no x.\n`govlint -a=1 -b`\n\n    go vet -vettool=$(which govlint) -c ./... | x -d\n\n```yaml\n- run: govlint rules -format json | jq -r\n```\n")
	want := []command{
		{"govlint -a=1 -b", "", false, []string{"a", "b"}},
		{"vettool=$(which govlint) -c ./...", "", true, []string{"c"}},
		{"govlint rules -format json", "rules", false, []string{"format"}},
	}
	if !slices.EqualFunc(got, want, func(a, b command) bool {
		return a.text == b.text && a.name == b.name && a.vet == b.vet && slices.Equal(a.flags, b.flags)
	}) {
		t.Errorf("commands %+v", got)
	}
}

// TestSnippets parses every snippet, and decodes those that are configurations
// of ours.
func TestSnippets(t *testing.T) {
	fence := regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")
	names := analyzers.Names(analyzers.Rules())
	dir := t.TempDir()
	seen := 0
	for page, text := range pages(t) {
		for _, match := range fence.FindAllStringSubmatch(text, -1) {
			language, snippet := match[1], match[2]
			switch language {
			case "yaml":
				if err := yaml.Unmarshal([]byte(snippet), new(any)); err != nil {
					t.Errorf("%s: %v", page, err)
				}
			case "json":
				if !json.Valid([]byte(snippet)) && !strings.Contains(snippet, "…") {
					t.Errorf("%s: not JSON:\n%s", page, snippet)
				}
			}
			if language != "yaml" || !strings.Contains("\n"+snippet, "\nversion: 1\n") {
				continue
			}
			seen++
			file := filepath.Join(dir, config.Name)
			if err := os.WriteFile(file, []byte(snippet), 0o666); err != nil {
				t.Fatal(err)
			}
			if _, err := config.Read(file, page, names); err != nil {
				t.Error(err)
			}
		}
	}
	if seen == 0 {
		t.Error("no configuration is shown")
	}
}
