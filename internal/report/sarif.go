package report

import (
	"io"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// homepage is where the tool comes from.
const homepage = "https://github.com/govlint/govlint"

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// sarifRoot names the directory to which paths are relative.
const sarifRoot = "%SRCROOT%"

var sarifLevels = [...]string{Info: "note", Warning: "warning", Failure: "error"}

// writeSARIF writes SARIF 2.1.0: one run, with the rules and their help, each
// path as a code flow, and the fixes.
func writeSARIF(w io.Writer, r *Report, o *Options) error {
	b := &sarifBuilder{sources: newSources(o), dir: o.Dir, rules: sarifRules(r, o)}
	run := sarifRun{
		Tool: sarifTool{Driver: sarifDriver{
			Name:            r.Tool.Name,
			Version:         r.Tool.Version,
			SemanticVersion: semantic(r.Tool.Version),
			InformationURI:  homepage,
			Rules:           b.rules,
		}},
		Invocations:        []sarifInvocation{b.invocation(r.Errors)},
		OriginalURIBaseIDs: map[string]sarifArtifact{sarifRoot: {URI: fileURI(o.Dir) + "/"}},
		ColumnKind:         "utf16CodeUnits",
		Results:            []sarifResult{},
	}
	for _, f := range r.Findings {
		run.Results = append(run.Results, b.result(f))
	}
	return encode(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// semantic returns a version as SARIF wants it, or "" if it is not one.
func semantic(version string) string {
	if regexp.MustCompile(`^v\d+\.\d+\.\d+([-+].*)?$`).MatchString(version) {
		return version[1:]
	}
	return ""
}

// sarifRules describes the rules that ran, and those that only findings name.
func sarifRules(r *Report, o *Options) []sarifRule {
	rules := []sarifRule{}
	for _, rule := range o.Rules {
		rules = append(rules, sarifRuleOf(rule))
	}
	for _, f := range r.Findings {
		if ruleIndex(rules, f.Rule) < 0 {
			rules = append(rules, sarifRuleOf(Rule{Name: f.Rule, Group: f.Group, Severity: f.Severity, Help: f.Help}))
		}
	}
	return rules
}

func ruleIndex(rules []sarifRule, name string) int {
	return slices.IndexFunc(rules, func(r sarifRule) bool { return r.ID == name })
}

func sarifRuleOf(r Rule) sarifRule {
	rule := sarifRule{
		ID:            r.Name,
		HelpURI:       r.Help,
		Configuration: sarifConfiguration{Level: sarifLevels[r.Severity]},
		Properties:    sarifRuleProperties{Group: r.Group, Status: r.Status, Tags: []string{r.Group}},
	}
	if r.Title != "" {
		rule.ShortDescription = &sarifMessage{Text: sentence(r.Title)}
		rule.FullDescription = rule.ShortDescription
	}
	if len(r.Sections) > 0 {
		rule.FullDescription = &sarifMessage{Text: sentence(r.Title) + " " + oneLine(r.Sections[0].Text)}
		rule.Help = &sarifMessage{Text: helpText(r), Markdown: helpMarkdown(r)}
	}
	return rule
}

// sarifBuilder converts what a report has.
type sarifBuilder struct {
	sources *sources
	dir     string
	rules   []sarifRule
}

func (b *sarifBuilder) invocation(errs []Error) sarifInvocation {
	inv := sarifInvocation{ExecutionSuccessful: len(errs) == 0, Notifications: []sarifNotification{}}
	for _, e := range errs {
		n := sarifNotification{Level: "error", Message: sarifMessage{Text: e.Error()}}
		if i := ruleIndex(b.rules, e.Rule); i >= 0 {
			n.AssociatedRule = &sarifRuleReference{ID: e.Rule, Index: i}
		}
		inv.Notifications = append(inv.Notifications, n)
	}
	return inv
}

func (b *sarifBuilder) result(f Finding) sarifResult {
	result := sarifResult{
		RuleID:    f.Rule,
		RuleIndex: ruleIndex(b.rules, f.Rule),
		Level:     sarifLevels[f.Severity],
		Message:   sarifText(f.Message),
		Locations: []sarifLocation{b.location(f.Range)},
		Fixes:     b.fixes(f.Fixes),
	}
	result.Locations[0].Logical = []sarifLogicalLocation{{FullyQualifiedName: f.Package, Kind: "package"}}
	if f.Fingerprint != "" {
		result.PartialFingerprints = map[string]string{"govlint/v1": f.Fingerprint}
	}
	if len(f.Path) == 0 {
		return result
	}
	var flow sarifThreadFlow
	for i, step := range f.Path {
		location := b.location(step.Range)
		message := sarifText(step.Message)
		location.Message = &message
		flow.Locations = append(flow.Locations, sarifFlowLocation{location})
		location.ID = i + 1
		result.RelatedLocations = append(result.RelatedLocations, location)
	}
	result.CodeFlows = []sarifCodeFlow{{ThreadFlows: []sarifThreadFlow{flow}}}
	return result
}

func (b *sarifBuilder) location(r Range) sarifLocation {
	region, _ := b.region(r) // whole lines, if columns are not known
	return sarifLocation{Physical: sarifPhysicalLocation{Artifact: b.artifact(r.File), Region: region}}
}

// sarifText returns a message without links: SARIF takes [x](y) for one.
func sarifText(text string) sarifMessage {
	if strings.Contains(text, "](") {
		text = strings.NewReplacer("[", `\[`, "]", `\]`).Replace(text)
	}
	return sarifMessage{Text: text}
}

// region returns a range in UTF-16 code units. It reports false if these are
// not known; the region has no columns then.
func (b *sarifBuilder) region(r Range) (sarifRegion, bool) {
	region := sarifRegion{StartLine: max(r.Start.Line, 1), EndLine: max(r.End.Line, r.Start.Line, 1)}
	start, ok1 := b.sources.utf16(r.File, r.Start)
	end, ok2 := b.sources.utf16(r.File, r.End)
	if ok1 && ok2 {
		region.StartColumn, region.EndColumn = start, end
	}
	return region, ok1 && ok2
}

// fixes leaves out fixes of files that cannot be read: without columns they
// would replace whole lines.
func (b *sarifBuilder) fixes(fixes []Fix) []sarifFix {
	var converted []sarifFix
	for _, fix := range fixes {
		if changes, ok := b.changes(fix.Edits); ok {
			converted = append(converted, sarifFix{
				Description:     sarifMessage{Text: fix.Message},
				ArtifactChanges: changes,
				Properties:      sarifFixProperties{Safe: fix.Safe},
			})
		}
	}
	return converted
}

// changes groups edits by their file.
func (b *sarifBuilder) changes(edits []Edit) ([]sarifChange, bool) {
	var changes []sarifChange
	for _, e := range edits {
		region, ok := b.region(e.Range)
		if !ok {
			return nil, false
		}
		replacement := sarifReplacement{Deleted: region}
		if e.Text != "" {
			replacement.Inserted = &sarifMessage{Text: e.Text}
		}
		artifact := b.artifact(e.File)
		i := slices.IndexFunc(changes, func(c sarifChange) bool { return c.Artifact == artifact })
		if i < 0 {
			i = len(changes)
			changes = append(changes, sarifChange{Artifact: artifact})
		}
		changes[i].Replacements = append(changes[i].Replacements, replacement)
	}
	return changes, len(changes) > 0
}

// artifact returns the address of a file: relative to the root if it is below
// it, absolute otherwise.
func (b *sarifBuilder) artifact(name string) sarifArtifact {
	if filepath.IsLocal(filepath.FromSlash(name)) {
		return sarifArtifact{URI: (&url.URL{Path: path.Clean(name)}).String(), URIBaseID: sarifRoot}
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(b.dir, name)
	}
	return sarifArtifact{URI: fileURI(name)}
}

// fileURI returns the address of an absolute name, without a slash at its end.
func fileURI(name string) string {
	name = strings.TrimSuffix(filepath.ToSlash(name), "/")
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // a drive letter, or the root itself
	}
	return strings.TrimSuffix((&url.URL{Scheme: "file", Path: name}).String(), "/")
}
