package word

import "testing"

func TestNearest(t *testing.T) {
	candidates := []string{"lostspan", "lostnext", "doublespanend", "all"}
	for name, want := range map[string]string{
		"lostspan":   "lostspan",
		"lostpan":    "lostspan",
		"losstnext":  "lostnext",
		"doublespan": "doublespanend",
		"al":         "all",
		"":           "all",
	} {
		if got := Nearest(candidates, name); got != want {
			t.Errorf("nearest to %q is %q, want %q", name, got, want)
		}
	}
}

func TestSimilar(t *testing.T) {
	candidates := []string{"lostspan", "lostnext", "doublespanend", "all"}
	for name, want := range map[string]bool{
		"lostspan": true, "lostpsan": true, "doublespan": true, "bodyclose": false, "spancheck": false, "x": false,
	} {
		if _, got := Similar(candidates, name); got != want {
			t.Errorf("%s: similar is %t", name, got)
		}
	}
}
