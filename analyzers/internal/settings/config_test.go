package settings_test

import (
	"testing"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/settings"
	"github.com/govlint/govlint/internal/config"
)

func parse(t *testing.T, text string) *config.Config {
	t.Helper()
	c, err := config.Parse([]byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestExcluded(t *testing.T) {
	s := settings.New(parse(t, `exclude: ["**/legacy/**", "gen.go", "api/*.pb.go", "{a,b}/**"]`), "/repo")
	for file, want := range map[string]bool{
		"/repo/legacy/a.go":         true,
		"/repo/x/legacy/y/a.go":     true,
		"/repo/x/legacy.go":         false,
		"/repo/gen.go":              true,
		"/repo/x/gen.go":            false,
		"/repo/api/a.pb.go":         true,
		"/repo/api/v1/a.pb.go":      false,
		"/repo/b/c/d.go":            true,
		"/elsewhere/legacy/a.go":    true, // ../elsewhere/legacy/a.go
		"/elsewhere/repo/api/xx.go": false,
	} {
		if got := s.Excluded(file); got != want {
			t.Errorf("%s: excluded is %t", file, got)
		}
	}
	if new(settings.Settings).Excluded("/repo/gen.go") {
		t.Error("a file is excluded by default")
	}
}

func TestDeep(t *testing.T) {
	s := settings.New(parse(t, `deep: ["corp.example/*", other.example/lib]`), "/")
	for path, want := range map[string]bool{
		"corp.example/a": true, "corp.example/a/b": true, "corp.example": false,
		"other.example/lib": true, "other.example/lib/v2": true, "other.example/library": false,
	} {
		if got := s.IsDeep(path); got != want {
			t.Errorf("%s: deep is %t", path, got)
		}
	}
}

func TestCatalog(t *testing.T) {
	s := settings.New(parse(t, `
catalog:
  lifecycles:
    - {name: lease, begin: ["(*a.b/c.T).Acquire", a.b/c.Get], result: 1, end: ["(a.b/c.Lease).Release"]}
    - {name: unlock, begin: [a.b/c.Lock], end: ["()"]}
  registrations:
    - {register: [a.b/c.Up], deregister: [a.b/c.Down]}
    - {register: [a.b/c.Down]}
`), "/")
	lease, unlock := s.Lifecycles[0], s.Lifecycles[1]
	if lease.Begin["(a.b/c.T).Acquire"] != 1 || lease.Begin["(*a.b/c.T).Acquire"] != 1 || lease.Begin["a.b/c.Get"] != 1 || len(lease.Begin) != 3 {
		t.Errorf("lease begins with %v", lease.Begin)
	}
	if !lease.End["(*a.b/c.Lease).Release"] || !lease.End["(a.b/c.Lease).Release"] || lease.Call || lease.Noun != "lease" {
		t.Errorf("lease is %+v", lease)
	}
	if !unlock.Call || len(unlock.End) > 0 || unlock.Name == lease.Name {
		t.Errorf("unlock is %+v", unlock)
	}
	for _, builtin := range catalog.Lifecycles() {
		if builtin.Name == lease.Name {
			t.Errorf("two lives have the name %s", lease.Name)
		}
	}
	if s.Events["a.b/c.Up"] != catalog.Register || s.Events["a.b/c.Down"] != catalog.Register|catalog.Deregister {
		t.Errorf("events are %v", s.Events)
	}
}

func TestRules(t *testing.T) {
	s := settings.New(parse(t, `rules: {settings: {lostspan: {severity: info}, lostnext: {}}}`), "/")
	if len(s.Severity) != 1 || s.Severity["lostspan"] != "info" {
		t.Errorf("severities are %v", s.Severity)
	}
	if !s.Runs("lostspan") {
		t.Error("a rule does not run by default")
	}
	s.On = map[string]bool{"lostnext": true}
	if s.Runs("lostspan") || !s.Runs("lostnext") {
		t.Error("On is not respected")
	}
}
