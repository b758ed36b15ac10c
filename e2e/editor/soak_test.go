package editor

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// edits is how many random ones the soak makes, and rounds how often it stops
// to compare.
const edits, rounds = 2000, 4

// eager has gopls publish something after almost every edit.
var eager = map[string]any{"diagnosticsDelay": "10ms"}

// TestSoak edits two packages at random, one of which uses the other. Most edits
// leave code that does not compile, and are undone after a while; the others
// add and delete functions, with and without mistakes. There are pauses in which
// analyses begin and are interrupted. Each round ends with a program that nobody
// has chosen, and what is shown of it has to be what a new editor shows, and
// what the command prints once it is saved.
func TestSoak(t *testing.T) {
	dir := shop(t)
	s := &soak{T: t, random: rand.New(rand.NewPCG(1, 2)), c: start(t, dir, eager, nil, built.govlint, "gopls"), texts: map[string]string{}}
	for _, name := range []string{apiFile, storeFile} {
		s.names = append(s.names, name)
		s.texts[name] = s.c.open(name)
	}
	found := map[string]int{}
	for round := range rounds {
		for s.made < edits*(round+1)/rounds || len(s.undo) > 0 {
			s.step()
		}
		s.compare(found)
	}
	t.Logf("%d edits; the programs compared had %v", s.made, found)
	if found["discardedcancel"] == 0 || found["lostrows"] == 0 {
		t.Errorf("nothing was compared but %v", found)
	}
	s.c.notStale()
}

// soak is a session of random edits.
type soak struct {
	*testing.T
	c      *client
	random *rand.Rand
	names  []string
	texts  map[string]string
	made   int
	serial int      // of added functions
	undo   []func() // of what does not belong into a program
}

// replace edits a file as an editor does.
func (s *soak) replace(name string, start, end int, by string) {
	s.Helper()
	before := s.texts[name]
	s.texts[name] = before[:start] + by + before[end:]
	s.c.change(name, s.texts[name], map[string]any{"range": span{place(before, start), place(before, end)}, "text": by})
	s.made++
	if s.random.IntN(20) == 0 {
		s.pause(0, 60)
	}
}

func (s *soak) pause(min, max int) {
	time.Sleep(time.Duration(min+s.random.IntN(max-min)) * time.Millisecond)
}

// step makes one edit, or undoes one.
func (s *soak) step() {
	name := s.names[s.random.IntN(len(s.names))]
	switch n := len(s.undo); {
	case n > 0 && (n > 6 || s.random.IntN(3) > 0 || s.made >= edits):
		last := s.undo[n-1]
		s.undo = s.undo[:n-1]
		last()
	case n > 0 || s.random.IntN(2) > 0:
		s.scramble(name)
	default:
		if s.random.IntN(5) == 0 {
			s.pause(300, 800) // something is shown, or about to be, when the program changes
			s.rewrite(name)
			s.pause(50, 200)
			return
		}
		s.rewrite(name)
	}
}

// pieces are what is typed: some leave code that compiles, others do not.
var pieces = []string{"\n", "}", "{", "x", "// é𝄞\n", "\nfunc f() {}\n", "defer rows.Close()\n", "\"", "`", "\t", ""}

// scramble replaces a part of a line by something else.
func (s *soak) scramble(name string) {
	text := s.texts[name]
	start := s.random.IntN(len(text) + 1)
	for start > 0 && start < len(text) && text[start]&0xC0 == 0x80 {
		start-- // not within a character
	}
	end := start
	if s.random.IntN(3) == 0 {
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
	}
	piece, old := pieces[s.random.IntN(len(pieces))], text[start:end]
	s.replace(name, start, end, piece)
	s.undo = append(s.undo, func() { s.replace(name, start, start+len(piece), old) })
}

// functions are what is added to a program, by file.
var functions = map[string][]string{
	apiFile: {
		"// é𝄞\n\nfunc leak%[1]d(ctx context.Context) context.Context {\n\t/* é𝄞 */ ctx, _ = context.WithCancel(ctx)\n\treturn ctx\n}\n",
		"func wait%[1]d() time.Duration { return %[1]d * time.Second } // 𝄞\n",
		"func done%[1]d(ctx context.Context) error {\n\tctx, cancel := context.WithCancel(ctx)\n\tstore.Wait()\n\tcancel()\n\treturn ctx.Err()\n}\n",
		"func early%[1]d(ctx context.Context, s *store.Store) error {\n\tctx, cancel := context.WithCancel(ctx)\n\tif store.Wait(); s == nil {\n\t\treturn nil\n\t}\n\tcancel()\n\treturn ctx.Err()\n}\n",
	},
	storeFile: {
		"func (s *Store) lost%[1]d() bool {\n\trows, err := s.DB.Query(\"é𝄞\")\n\tif err != nil {\n\t\treturn false\n\t}\n\treturn rows.Next()\n}\n",
		"func (s *Store) found%[1]d() bool {\n\trows, err := s.DB.Query(\"é𝄞\")\n\tif err != nil {\n\t\treturn false\n\t}\n\tdefer finish%[1]d(rows)\n\treturn rows.Next()\n}\n\nfunc finish%[1]d(rows *sql.Rows) { _ = rows.Close() }\n",
		"// 𝄞\nvar limit%[1]d = %[1]d\n",
	},
}

// Wait either returns or does not, which makes a difference to its callers.
const returns, never = "{ time.Sleep(time.Second) }", "{ panic(time.Now()) }"

// rewrite adds or deletes a function, or changes whether Wait returns.
func (s *soak) rewrite(name string) {
	text := s.texts[name]
	if store := s.texts[storeFile]; s.random.IntN(5) == 0 {
		from, to := returns, never
		if strings.Contains(store, never) {
			from, to = never, returns
		}
		at := strings.Index(store, from)
		s.replace(storeFile, at, at+len(from), to)
		return
	}
	starts := blocks(text)
	if i := s.random.IntN(len(starts)); s.random.IntN(2) == 0 && i+1 < len(starts) {
		s.replace(name, starts[i], starts[i+1], "")
		return
	}
	s.serial++
	list := functions[name]
	at := starts[s.random.IntN(len(starts))]
	s.replace(name, at, at, fmt.Sprintf("\n// begin\n"+list[s.random.IntN(len(list))]+"// end\n", s.serial))
}

// blocks returns where the functions that were added begin, and where others
// may be added.
func blocks(text string) []int {
	var list []int
	for at := 0; ; {
		i := strings.Index(text[at:], "\n// begin\n")
		if i < 0 {
			break
		}
		list = append(list, at+i)
		at += i + 1
	}
	return append(list, len(text))
}

// compare waits until what is shown is what a new editor and the command say.
func (s *soak) compare(found map[string]int) {
	s.Helper()
	fresh := start(s.T, s.c.dir, nil, nil, built.govlint, "gopls")
	defer fresh.kill()
	saved := shop(s.T)
	for _, name := range s.names {
		fresh.openAs(name, s.texts[name])
		write(s.T, filepath.Join(saved, name), s.texts[name])
	}
	printed := s.command(saved)
	for _, name := range s.names {
		for _, finding := range printed[name] {
			found[finding[strings.LastIndexByte(finding, ' ')+1:]]++
		}
		for what, c := range map[string]*client{"the session": s.c, "a new one": fresh} {
			var got []string
			same := c.soon(func() bool {
				p := c.latest[c.uri(name)]
				got = places(s.texts[name], p)
				return p.Version == c.versions[name] && slices.Equal(got, printed[name])
			})
			if !same {
				s.Fatalf("%s, after %d edits: %s shows %q, the command prints %q:\n%s", name, s.made, what, got, printed[name], s.texts[name])
			}
		}
	}
}

// places are the findings that are shown, by byte.
func places(text string, p published) []string {
	list := []string{}
	for _, d := range p.Diagnostics {
		if d.Source == "govlint" {
			list = append(list, fmt.Sprintf("%d-%d %s %v", offset(text, d.Range.Start), offset(text, d.Range.End), d.Message, d.Code))
		}
	}
	slices.Sort(list)
	return list
}

// command returns what govlint prints in a directory, likewise.
func (s *soak) command(dir string) map[string][]string {
	s.Helper()
	cmd := exec.Command(built.govlint, "-no-cache", "-format", "json", "./...")
	cmd.Dir = dir
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() > 1 || err != nil && exit == nil {
		s.Fatalf("%v: %s", err, out)
	}
	type at struct{ Line, Column int }
	var result struct {
		Findings []struct {
			Rule, Message, File string
			Start, End          at
		}
	}
	if err := json.Unmarshal(out, &result); err != nil {
		s.Fatal(err)
	}
	list := map[string][]string{apiFile: {}, storeFile: {}}
	for _, f := range result.Findings {
		bytes := func(p at) int { return offset(s.texts[f.File], position{p.Line - 1, 0}) + p.Column - 1 }
		list[f.File] = append(list[f.File], fmt.Sprintf("%d-%d %s %s", bytes(f.Start), bytes(f.End), f.Message, f.Rule))
	}
	for _, findings := range list {
		slices.Sort(findings)
	}
	return list
}

// place returns the position of an offset, in UTF-16 units.
func place(text string, offset int) position {
	before := text[:offset]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	units := 0
	for _, r := range line {
		units++
		if r > 0xFFFF {
			units++
		}
	}
	return position{strings.Count(before, "\n"), units}
}

func itoa(n int) string { return strconv.Itoa(n) }

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
