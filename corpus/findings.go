package corpus

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
)

// Verdict says whether a finding is a mistake in the code.
type Verdict string

// The verdicts. False is a false alarm. Unclear is what the code alone cannot
// settle.
const (
	True    Verdict = "true"
	False   Verdict = "false"
	Unclear Verdict = "unclear"
)

// UnmarshalYAML reads a verdict, of which two look like booleans to YAML.
func (v *Verdict) UnmarshalYAML(text []byte) error {
	*v = Verdict(bytes.TrimSpace(text))
	return nil
}

// Entry is one judged finding. It holds facts about the repository and none of
// its code.
type Entry struct {
	Repo        string  `yaml:"repo"`   // owner/name
	Commit      string  `yaml:"commit"` // 40 hexadecimal digits
	Module      string  `yaml:"module"` // directory of the module in the repository
	File        string  `yaml:"file"`   // relative to the module
	Line        int     `yaml:"line"`   // where it was when judged; it may move
	Rule        string  `yaml:"rule"`
	Fingerprint string  `yaml:"fingerprint"` // what identifies it in the repository
	Verdict     Verdict `yaml:"verdict"`
	Reason      string  `yaml:"reason"` // one line
}

// key identifies the finding among all of the corpus.
func (e Entry) key() string { return e.Repo + " " + e.Module + " " + e.Fingerprint }

func (e Entry) String() string {
	return fmt.Sprintf("%s %s:%d %s", e.Repo, e.File, e.Line, e.Rule)
}

var fingerprintForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

// Parse reads the list. Rules are the names that an entry may have; a key that
// no entry has, a missing value and a repeated entry are errors.
func Parse(text []byte, rules []string) ([]Entry, error) {
	return parse(text, func(e Entry) error { return e.check(rules) }, Entry.key)
}

// check returns what is wrong with an entry.
func (e Entry) check(rules []string) error {
	errs := []error{checkRepo(e.Repo), checkCommit(e.Commit), checkDir("module", e.Module), checkFile(e.File), checkLine("reason", e.Reason)}
	if e.Line < 1 {
		errs = append(errs, fmt.Errorf("line is %d", e.Line))
	}
	if !slices.Contains(rules, e.Rule) {
		errs = append(errs, fmt.Errorf("no rule is named %q", e.Rule))
	}
	if !fingerprintForm.MatchString(e.Fingerprint) {
		errs = append(errs, fmt.Errorf("fingerprint %q is not 32 hexadecimal digits", e.Fingerprint))
	}
	if e.Verdict != True && e.Verdict != False && e.Verdict != Unclear {
		errs = append(errs, fmt.Errorf("verdict %q is not true, false or unclear", e.Verdict))
	}
	return errors.Join(errs...)
}

// Count is the number of findings of one rule by verdict.
type Count struct {
	Rule                 string
	True, False, Unclear int
}

// Total returns the number of findings.
func (c Count) Total() int { return c.True + c.False + c.Unclear }

// Precision returns the true findings in percent of all. What is unclear
// counts against the rule, since whoever reads it has lost the time. There must
// be a finding.
func (c Count) Precision() float64 {
	return 100 * float64(c.True) / float64(c.Total())
}

// Stats counts the entries of each rule, sorted by rule.
func Stats(entries []Entry) []Count {
	var counts []Count
	for _, e := range entries {
		i, ok := slices.BinarySearchFunc(counts, e.Rule, func(c Count, rule string) int {
			return cmp.Compare(c.Rule, rule)
		})
		if !ok {
			counts = slices.Insert(counts, i, Count{Rule: e.Rule})
		}
		counts[i].add(e.Verdict)
	}
	return counts
}

// Sum returns the counts of all rules together.
func Sum(counts []Count) Count {
	sum := Count{Rule: "all"}
	for _, c := range counts {
		sum.True += c.True
		sum.False += c.False
		sum.Unclear += c.Unclear
	}
	return sum
}

func (c *Count) add(v Verdict) {
	switch v {
	case True:
		c.True++
	case False:
		c.False++
	default:
		c.Unclear++
	}
}
