package mixedatomic

import (
	"errors"
	"io/fs"
	"testing"

	"example.com/fixtures/mixedatomic/helper"
)

// panics reports whether the steps panic, one after the other.
func panics(steps ...func()) (panicked bool) {
	defer func() { panicked = recover() != nil }()
	for _, step := range steps {
		step()
	}
	return false
}

func TestVerify(t *testing.T) {
	var c cache
	var w worker
	for name, steps := range map[string][]func(){
		"cache":  {func() { c.load("first") }, func() { c.replace(config{}) }},
		"swap":   {func() { c.load("first") }, func() { c.swap(config{}) }},
		"worker": {func() { w.failed(errors.New("once")) }, func() { w.failed(&fs.PathError{}) }},
		"level":  {func() { setLevel(3) }},
		"clear":  {clear},
		"other":  {func() { helper.Load("first") }, func() { replaced(helper.Settings{}) }},
		"once":   {func() { once(1) }},
	} {
		if !panics(steps...) {
			t.Errorf("%s does not panic", name)
		}
	}
	var s steady
	var b boxed
	for name, steps := range map[string][]func(){
		"steady": {s.load, func() { s.replace(config{}) }, s.clear},
		"boxed":  {func() { b.failed(errors.New("once")) }, func() { b.failed(&fs.PathError{}) }, b.cleared},
		"choose": {func() { choose(true) }, func() { choose(false) }},
		"reload": {func() { helper.Load("first") }, func() { reload("second") }},
	} {
		if panics(steps...) {
			t.Errorf("%s panics", name)
		}
	}
}
