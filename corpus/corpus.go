// Package corpus reads the judged list of what govlint reports on real
// repositories, and sums it up.
package corpus

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
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
	Repo    string  `yaml:"repo"`   // owner/name
	Commit  string  `yaml:"commit"` // 40 hexadecimal digits
	Module  string  `yaml:"module"` // directory of the module in the repository
	File    string  `yaml:"file"`   // relative to the module
	Line    int     `yaml:"line"`
	Rule    string  `yaml:"rule"`
	Verdict Verdict `yaml:"verdict"`
	Reason  string  `yaml:"reason"` // one line
}

func (e Entry) String() string {
	return fmt.Sprintf("%s %s:%d %s", e.Repo, e.File, e.Line, e.Rule)
}

var (
	repoForm   = regexp.MustCompile(`^[\w.-]+/[\w.-]+$`)
	commitForm = regexp.MustCompile(`^[0-9a-f]{40}$`)
)

// Parse reads the list. Rules are the names that an entry may have; a key that
// no entry has, a missing value and a repeated entry are errors.
func Parse(text []byte, rules []string) ([]Entry, error) {
	var entries []Entry
	err := yaml.NewDecoder(bytes.NewReader(text), yaml.DisallowUnknownField()).Decode(&entries)
	if err != nil && !errors.Is(err, io.EOF) { // EOF: no entries yet
		return nil, err
	}
	var errs []error
	seen := map[string]bool{}
	for i, e := range entries {
		err := e.check(rules)
		if key := e.Module + " " + e.String(); seen[key] {
			err = errors.Join(err, errors.New("repeats an earlier entry"))
		} else {
			seen[key] = true
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("entry %d (%s): %w", i+1, e, err))
		}
	}
	return entries, errors.Join(errs...)
}

// check returns what is wrong with an entry.
func (e Entry) check(rules []string) error {
	switch {
	case !repoForm.MatchString(e.Repo):
		return fmt.Errorf("repo %q is not owner/name", e.Repo)
	case !commitForm.MatchString(e.Commit):
		return fmt.Errorf("commit %q is not 40 hexadecimal digits", e.Commit)
	case e.Module == "":
		return errors.New("module is missing; the root is \".\"")
	case !strings.HasSuffix(e.File, ".go") || strings.HasPrefix(e.File, "/"):
		return fmt.Errorf("file %q is not the relative path of a Go file", e.File)
	case e.Line < 1:
		return fmt.Errorf("line is %d", e.Line)
	case !slices.Contains(rules, e.Rule):
		return fmt.Errorf("no rule is named %q", e.Rule)
	case e.Verdict != True && e.Verdict != False && e.Verdict != Unclear:
		return fmt.Errorf("verdict %q is not true, false or unclear", e.Verdict)
	case strings.TrimSpace(e.Reason) == "" || strings.Contains(strings.TrimSpace(e.Reason), "\n"):
		return errors.New("reason is not one line")
	}
	return nil
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
