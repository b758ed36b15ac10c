package lsp

import (
	"encoding/json"
	"testing"

	"github.com/govlint/govlint/internal/report"
)

func TestPositions(t *testing.T) {
	const content = "a\n\té𝄞x\r\n"
	for _, test := range []struct {
		utf8   bool
		offset int
		want   position
	}{
		{false, 0, position{0, 0}}, {false, 2, position{1, 0}}, {false, 3, position{1, 1}}, {false, 5, position{1, 2}},
		{false, 9, position{1, 4}}, {false, 10, position{1, 5}}, {true, 9, position{1, 7}}, {true, 12, position{2, 0}},
	} {
		text := newText(content, test.utf8)
		if got := text.at(test.offset); got != test.want {
			t.Errorf("utf8 %t: offset %d is at %v, want %v", test.utf8, test.offset, got, test.want)
		}
		if got := text.offset(test.want); got != test.offset {
			t.Errorf("utf8 %t: %v is offset %d, want %d", test.utf8, test.want, got, test.offset)
		}
	}
	text := newText(content, false)
	for _, beyond := range []position{{0, 99}, {9, 9}, {-1, 0}} {
		if got := text.offset(beyond); got < 0 || got > len(content) {
			t.Errorf("%v is offset %d", beyond, got)
		}
	}
	if got := text.position(report.Position{Line: 99, Column: 99}); got.Line != 98 {
		t.Errorf("a position beyond the text is %v", got)
	}
}

// TestShift edits before, in and after a diagnostic on line 2, characters 4 to 8.
func TestShift(t *testing.T) {
	for _, test := range []struct {
		name string
		r    textRange
		by   string
		want string // "" if it is dropped
	}{
		{"before, in the line", textRange{position{2, 0}, position{2, 1}}, "xyz", `{"start":{"line":2,"character":6},"end":{"line":2,"character":10}}`},
		{"lines above", textRange{position{0, 0}, position{0, 0}}, "a\nb\n", `{"start":{"line":4,"character":4},"end":{"line":4,"character":8}}`},
		{"the line break before", textRange{position{1, 3}, position{2, 0}}, "", `{"start":{"line":1,"character":7},"end":{"line":1,"character":11}}`},
		{"after", textRange{position{2, 8}, position{3, 0}}, "", `{"start":{"line":2,"character":4},"end":{"line":2,"character":8}}`},
		{"in it", textRange{position{2, 5}, position{2, 6}}, "", ""},
	} {
		f := &file{theirs: []json.RawMessage{json.RawMessage(`{"range":{"start":{"line":2,"character":4},"end":{"line":2,"character":8}}}`)}}
		f.shift(&test.r, test.by)
		got := ""
		if len(f.theirs) == 1 {
			var d struct{ Range json.RawMessage }
			if err := json.Unmarshal(f.theirs[0], &d); err != nil {
				t.Fatal(err)
			}
			got = string(d.Range)
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestInString(t *testing.T) {
	const source = "package p\n\nvar s = `a\nb\nc`\n\n/* a\nb */\nvar t = 1\n"
	for offset, want := range map[int]bool{11: false, 22: true, 24: true, 27: false, 33: true, 38: false} {
		if got := inString([]byte(source), offset); got != want {
			t.Errorf("offset %d: %t", offset, got)
		}
	}
}
