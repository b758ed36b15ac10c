package config

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/govlint/govlint/internal/word"
)

// wrong records a problem with the value at a path of keys.
func (d *decoder) wrong(path, format string, args ...any) {
	at, outer := d.places[path], path
	for at == nil {
		outer = outer[:max(strings.LastIndexAny(outer, ".["), 0)]
		at = d.places[outer]
	}
	d.fail(at, path, format, args...)
}

// validate checks what the structure alone does not say.
func (d *decoder) validate(c *Config, names *Names) {
	if c.Version != 1 && (d.file != "" || d.places["version"] != nil) {
		d.wrong("version", "want 1: this is the version of the format that this govlint reads")
	}
	if names != nil {
		d.ruleNames(&c.Rules, names)
	}
	for i, word := range c.Rules.Disable {
		if slices.Contains(c.Rules.Enable, word) {
			d.wrong(item("rules.disable", i), "%s is in rules.enable, too", word)
		}
	}
	for _, name := range sortedKeys(c.Rules.Settings) {
		if severity := string(c.Rules.Settings[name].Severity); severity != "" && !slices.Contains(Severities, severity) {
			d.wrong("rules.settings."+string(name)+".severity", "unknown severity %q (did you mean %q?)", severity, word.Nearest(Severities, severity))
		}
	}
	for i, glob := range c.Exclude {
		if glob == "" || !doublestar.ValidatePattern(string(glob)) || strings.HasPrefix(string(glob), "/") {
			d.wrong(item("exclude", i), "%q is no pattern of relative paths", glob)
		}
	}
	for i, glob := range c.Deep {
		if _, err := path.Match(string(glob), ""); err != nil || glob == "" || strings.HasPrefix(string(glob), "/") {
			d.wrong(item("deep", i), "%q is no pattern of module paths", glob)
		}
	}
	d.lifecycles(c.Catalog.Lifecycles)
	d.registrations(c.Catalog.Registrations)
}

func item(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func sortedKeys(settings map[RuleName]RuleSettings) []RuleName {
	var list []RuleName
	for name := range settings {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func (d *decoder) ruleNames(r *Rules, names *Names) {
	known := names.Any()
	check := func(path string, list []RuleOrGroup) {
		for i, name := range list {
			if !slices.Contains(known, string(name)) {
				d.wrong(item(path, i), "unknown rule or group %q (did you mean %q?)", name, word.Nearest(known, string(name)))
			}
		}
	}
	check("rules.enable", r.Enable)
	check("rules.disable", r.Disable)
	for _, name := range sortedKeys(r.Settings) {
		if !slices.Contains(names.Rules, string(name)) {
			d.wrong("rules.settings."+string(name), "unknown rule (did you mean %q?)", word.Nearest(names.Rules, string(name)))
		}
	}
}

var lifeName = regexp.MustCompile(`^[a-z][a-z0-9 _-]*$`)

func (d *decoder) lifecycles(list []Lifecycle) {
	seen := map[string]bool{}
	for i, l := range list {
		at := item("catalog.lifecycles", i)
		switch {
		case !lifeName.MatchString(l.Name):
			d.wrong(at+".name", "want a word for messages, in lower case, such as lease")
		case seen[l.Name]:
			d.wrong(at+".name", "a second lifecycle of the name %s", l.Name)
		}
		seen[l.Name] = true
		if l.Result < 0 {
			d.wrong(at+".result", "results count from 0")
		}
		if len(l.Begin) == 0 {
			d.wrong(at+".begin", "want at least one function")
		}
		if len(l.End) == 0 {
			d.wrong(at+".end", "want at least one method, or %q if the value is a function to be called", Call)
		}
		d.symbols(at+".begin", l.Begin, isFunction)
		d.symbols(at+".end", l.End, func(s Symbol) bool { return s == Call || isMethod(s) })
		if slices.Contains(l.End, Call) && len(l.End) > 1 {
			d.wrong(at+".end", "%q cannot be mixed with methods", Call)
		}
	}
}

func (d *decoder) registrations(list []Registration) {
	for i, r := range list {
		at := item("catalog.registrations", i)
		if len(r.Register)+len(r.Deregister) == 0 {
			d.wrong(at, "want register, deregister or both")
		}
		d.symbols(at+".register", r.Register, isFunction)
		d.symbols(at+".deregister", r.Deregister, isFunction)
	}
}

func (d *decoder) symbols(path string, list []Symbol, valid func(Symbol) bool) {
	for i, s := range list {
		if valid(s) {
			continue
		}
		if hint, ok := respell(s); ok && valid(hint) {
			d.wrong(item(path, i), "%q is not how a function is named (did you mean %q?)", s, hint)
		} else {
			d.wrong(item(path, i), "%q is not how a function is named here; want (*path/of/package.Type).Method%s", s, orFunction(valid))
		}
	}
}

func orFunction(valid func(Symbol) bool) string {
	if valid("path/of/package.Function") {
		return " or path/of/package.Function"
	}
	return ""
}

const (
	pathForm = `[\w.~-]+(/[\w.~-]+)*?`
	nameForm = `[\p{L}_][\p{L}\p{N}_]*` // spelled as in other languages, too
)

// The forms of names, which are those of types.Func.FullName. The last element
// of a function's path has no dot, or path/of/package.Type.Method would be one,
// unless it is like yaml.v3.
var (
	FunctionForm = regexp.MustCompile(`^([\w.~-]+/)*[\w~-]+(\.v[0-9]+)?\.` + nameForm + `$`)
	MethodForm   = regexp.MustCompile(`^\(\*?` + pathForm + `\.` + nameForm + `(\[[^\]]*\])?\)\.` + nameForm + `$`)
	looseForm    = regexp.MustCompile(`^\(?\*?\(?\*?(` + pathForm + `)\.(` + nameForm + `)\)?\.(` + nameForm + `)(\(\))?$`)
)

func isMethod(s Symbol) bool { return MethodForm.MatchString(string(s)) }

func isFunction(s Symbol) bool { return isMethod(s) || FunctionForm.MatchString(string(s)) }

// respell returns the name of the method that somebody meant by, for example,
// corp.example/lock.Client.Acquire.
func respell(s Symbol) (Symbol, bool) {
	parts := looseForm.FindStringSubmatch(strings.TrimSpace(string(s)))
	if parts == nil {
		trimmed := strings.TrimSuffix(strings.TrimSpace(string(s)), "()")
		return Symbol(trimmed), trimmed != string(s)
	}
	return Symbol("(*" + parts[1] + "." + parts[3] + ")." + parts[4]), true
}
