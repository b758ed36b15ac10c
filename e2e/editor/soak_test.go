package editor

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// edits is how many random ones the soak makes.
const edits = 2000

// TestSoak edits two files at random, with pauses in which analyses begin and
// are interrupted, and undoes everything now and then. In the end, what is shown
// is what a new session shows.
func TestSoak(t *testing.T) {
	dir := shop(t)
	c := start(t, dir, nil, nil, built.govlint, "gopls")
	names := []string{apiFile, storeFile}
	texts := map[string]string{}
	saved := map[string]string{}
	for _, name := range names {
		saved[name] = c.open(name)
		texts[name] = saved[name]
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range edits {
		name := names[random.IntN(len(names))]
		change, next := scramble(random, texts[name])
		if random.IntN(20) == 0 {
			change, next = map[string]any{"text": saved[name]}, saved[name]
		}
		texts[name] = next
		c.change(name, change)
		if random.IntN(40) == 0 {
			time.Sleep(time.Duration(random.IntN(600)) * time.Millisecond)
		}

	}
	for _, name := range names {
		texts[name] = saved[name] + "\nfunc added" + strconv.Itoa(len(name)) + "() {}\n"
		c.change(name, map[string]any{"text": texts[name]})
		texts[name] = swap(t, texts[name], "import (", "// A comment, to move lines.\nimport (")
		c.change(name, map[string]any{"text": texts[name]})
	}
	fresh := start(t, dir, nil, nil, built.govlint, "gopls")
	for _, name := range names {
		fresh.open(name)
		fresh.set(name, texts[name])
	}
	for name, want := range map[string]string{apiFile: "discardedcancel", storeFile: "lostrows"} {
		both := func(c *client) string {
			var p published
			c.until(name+" shows "+want, func() bool {
				p = c.latest[c.uri(name)]
				return p.Version == c.versions[name] && slices.Contains(p.codes(), want)
			})
			return ours(p)
		}
		if got, want := both(c), both(fresh); got != want {
			t.Errorf("%s: after %d edits\n%s\na fresh session\n%s", name, edits, got, want)
		}
	}
	c.notStale()
}

// ours are the diagnostics of govlint, as text.
func ours(p published) string {
	var b strings.Builder
	for _, d := range p.Diagnostics {
		if d.Source == "govlint" {
			fmt.Fprintln(&b, d.Range, d.Code, d.Message, d.RelatedInformation, string(d.Data))
		}
	}
	return b.String()
}

// pieces are what is typed: some leave code that compiles, others do not.
var pieces = []string{"\n", "}", "{", "x", "// é𝄞\n", "\nfunc f() {}\n", "defer rows.Close()\n", "\"", "`", "\t"}

// scramble returns a random change of a text, and the result.
func scramble(random *rand.Rand, text string) (map[string]any, string) {
	start := random.IntN(len(text) + 1)
	for start > 0 && start < len(text) && text[start]&0xC0 == 0x80 {
		start-- // not within a character
	}
	end := start
	if random.IntN(3) == 0 {
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
	}
	piece := pieces[random.IntN(len(pieces))]
	return map[string]any{"range": span{place(text, start), place(text, end)}, "text": piece}, text[:start] + piece + text[end:]
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
