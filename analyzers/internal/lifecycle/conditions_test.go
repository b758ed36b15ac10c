package lifecycle_test

import "testing"

// TestConditions are branches that are decided by earlier ones.
func TestConditions(t *testing.T) {
	run(t, newToy(t), []bullet{
		{"state machine", `
func machine() {
	var x *toy.Thing
	state := "begin"
	for {
		switch state {
		case "begin":
			x = toy.New() // ended
			state = "use"
		case "use":
			x.Use()
			state = "end"
		case "end":
			x.Close()
			return
		}
	}
}
func machineThatForgets() {
	var x *toy.Thing
	state := 0
	for {
		switch state {
		case 0:
			x = toy.New() // never
			state = 1
		case 1:
			x.Use()
			return
		}
	}
}`},
		{"ownership only if made here", `
func made(x *toy.Thing) {
	owned := false
	if x == nil {
		x = toy.New() // ended
		owned = true
	}
	x.Use()
	if owned {
		x.Close()
	}
}
func deferred(x *toy.Thing) {
	owned := false
	if x == nil {
		x = toy.New() // ended
		owned = true
	}
	defer func() {
		if owned {
			x.Close()
		}
	}()
	x.Use()
}`},
		{"condition asked again in other words", `
func length(names []string) {
	var x *toy.Thing
	if len(names) > 0 {
		x = toy.New() // ended
	}
	if len(names) != 0 {
		x.Close()
	}
}
func global() {
	var x *toy.Thing
	if debug {
		x = toy.New() // ended
	}
	println("work")
	if debug {
		x.Close()
	}
}
var debug bool`},
	})
}
