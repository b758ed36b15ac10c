package analyzers_test

import (
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/internal/config"
)

// few are rules that differ in what selections look at.
var few = []*analyzers.Rule{
	{Name: "doublespanend", Meta: rule.Meta{Group: rule.OTel}},
	{Name: "lostnext", Meta: rule.Meta{Group: rule.GRPC}},
	{Name: "lostspan", Meta: rule.Meta{Group: rule.OTel}},
	{Name: "newspan", Meta: rule.Meta{Group: rule.OTel, Status: rule.Preview}},
	{Name: "norecovery", Meta: rule.Meta{Group: rule.GRPC, Status: rule.Policy}},
}

func TestSelect(t *testing.T) {
	words := strings.Fields
	type lists = []config.RuleOrGroup
	for name, test := range map[string]struct {
		selection analyzers.Selection
		want      string
	}{
		"default":                {analyzers.Selection{}, "doublespanend lostnext lostspan"},
		"preview":                {analyzers.Selection{Preview: true}, "doublespanend lostnext lostspan newspan"},
		"enabled":                {analyzers.Selection{Enable: words("norecovery")}, "doublespanend lostnext lostspan norecovery"},
		"all enabled":            {analyzers.Selection{Enable: words("all")}, "doublespanend lostnext lostspan newspan norecovery"},
		"disabled":               {analyzers.Selection{Disable: words("otel lostnext")}, ""},
		"name beats group":       {analyzers.Selection{Enable: words("otel"), Disable: words("lostspan")}, "doublespanend lostnext newspan"},
		"group beats all":        {analyzers.Selection{Enable: words("otel"), Disable: words("all")}, "doublespanend lostspan newspan"},
		"only":                   {analyzers.Selection{Only: words("newspan lostnext")}, "lostnext newspan"},
		"only, disabled":         {analyzers.Selection{Only: words("otel"), Disable: words("newspan")}, "doublespanend lostspan"},
		"configured":             {analyzers.Selection{Configured: &config.Rules{Enable: lists{"norecovery"}, Disable: lists{"otel"}}}, "lostnext norecovery"},
		"over the configuration": {analyzers.Selection{Enable: words("otel"), Disable: words("all"), Configured: &config.Rules{Disable: lists{"lostspan"}}}, "doublespanend lostspan newspan"},
		"only, configured":       {analyzers.Selection{Only: words("lostspan"), Configured: &config.Rules{Disable: lists{"lostspan"}}}, "lostspan"},
		"preview, configured":    {analyzers.Selection{Preview: true, Configured: &config.Rules{Disable: lists{"newspan"}}}, "doublespanend lostnext lostspan"},
	} {
		selected, err := analyzers.Select(few, test.selection)
		var names []string
		for _, r := range selected {
			names = append(names, r.Name)
		}
		if got := strings.Join(names, " "); err != nil || got != test.want {
			t.Errorf("%s: %s (%v), want %s", name, got, err, test.want)
		}
	}
	for want, s := range map[string]analyzers.Selection{
		`unknown rule or group "lostpan" (did you mean "lostspan"?)`:          {Only: words("lostpan")},
		`unknown rule or group "gprc" (did you mean "grpc"?)`:                 {Disable: words("gprc")},
		`lostspan is to be enabled and disabled at once; name it in one list`: {Enable: words("lostspan"), Disable: words("otel lostspan")},
	} {
		if _, err := analyzers.Select(few, s); err == nil || err.Error() != want {
			t.Errorf("error is %v, want %s", err, want)
		}
	}
}

// TestKey checks that what a configuration changes is part of the key, and
// that where the project lies is not.
func TestKey(t *testing.T) {
	key := func(text, file, dir string, s analyzers.Selection) string {
		t.Helper()
		c, err := config.Parse([]byte(text), analyzers.Names(few))
		if err != nil {
			t.Fatal(err)
		}
		c.File = file
		configured, err := analyzers.Configure(few, c, s)
		if err != nil {
			t.Fatal(err)
		}
		return configured.Key(dir)
	}
	none := analyzers.Selection{}
	if key("", "/a/.govlint.yaml", "/a/x", none) != key("# nothing", "/b/.govlint.yaml", "/b/y", none) {
		t.Error("equal settings have different keys")
	}
	const exclude = "exclude: [x/**]"
	if key(exclude, "/a/.govlint.yaml", "/a/x", none) != key(exclude, "/b/.govlint.yaml", "/b/x", none) {
		t.Error("the place of the project is part of the key")
	}
	different := map[string]bool{}
	for _, k := range []string{
		key("", "/a/.govlint.yaml", "/a/x", none),
		key(exclude, "/a/.govlint.yaml", "/a/x", none),
		key(exclude, "/a/.govlint.yaml", "/a/y", none),
		key("tests: true", "/a/.govlint.yaml", "/a/x", none),
		key("rules: {settings: {lostspan: {severity: info}}}", "/a/.govlint.yaml", "/a/x", none),
		key("catalog: {registrations: [{register: [a.b/c.F]}]}", "/a/.govlint.yaml", "/a/x", none),
		key("", "/a/.govlint.yaml", "/a/x", analyzers.Selection{Preview: true}),
	} {
		different[k] = true
	}
	if len(different) != 7 {
		t.Errorf("only %d different keys", len(different))
	}
}
