package labelcount

import (
	"fmt"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"example.com/fixtures/labelcount/helper"
)

// panicsWith returns the text of what a function panics with, if it does.
func panicsWith(f func()) (text string) {
	defer func() {
		if v := recover(); v != nil {
			text = fmt.Sprint(v)
		}
	}()
	f()
	return ""
}

// TestVerify runs everything and looks at who panics.
func TestVerify(t *testing.T) {
	m := newMetrics()
	const cardinality = "inconsistent label cardinality"
	for name, test := range map[string]struct {
		run  func()
		want string
	}{
		"forgotten":    {forgotten, cardinality},
		"tooMany":      {tooMany, cardinality},
		"misspelt":     {misspelt, `label name "code" missing in label map`},
		"incomplete":   {func() { incomplete("GET") }, cardinality},
		"appended":     {appended, cardinality},
		"curriedTwice": {curriedTwice, cardinality},
		"curriedWrong": {curriedWrong, "1 unknown label(s) found during currying"},
		"hit":          {func() { m.hit("orders") }, cardinality},
		"miss":         {func() { m.miss("orders") }, cardinality},
		"count":        {newHits().count, cardinality},
		"local":        {local, cardinality},
		"elsewhere":    {elsewhere, cardinality},
		"constant":     {func() { constant() }, cardinality},

		"complete":          {complete, ""},
		"named":             {func() { named("GET") }, ""},
		"filled":            {filled, ""},
		"perhaps":           {func() { perhaps(true) }, ""},
		"grown":             {func() { grown("200"); grown("") }, ""},
		"builtUp":           {builtUp, ""},
		"curried":           {curried, ""},
		"both":              {func() { m.both("orders") }, ""},
		"detailed":          {func() { newDetailed(true).hit("a", "b"); newDetailed(false).hit("a", "b") }, ""},
		"choosing":          {func() { byKind().count("a"); byKindAndCode().countBoth() }, ""},
		"elsewhereComplete": {func() { helper.Choose(); elsewhereComplete() }, ""},
		"constantComplete":  {func() { constantComplete() }, ""},
	} {
		got := panicsWith(test.run)
		if test.want == "" && got != "" || !strings.Contains(got, test.want) {
			t.Errorf("%s: panics with %q, want %q", name, got, test.want)
		}
	}
	silent(t)
}

// silent shows the calls that fail without a panic.
func silent(t *testing.T) {
	requests.Reset()
	ignored()
	if _, err := constantWithError(); err == nil {
		t.Error("constantWithError: no error")
	}
	requests.WithLabelValues("GET", "200").Inc()
	requests.WithLabelValues("DELETE", "200").Inc()
	kept()
	if n := series(requests); n != 2 {
		t.Errorf("kept: %d series, want 2", n)
	}
	if !requests.DeleteLabelValues("GET", "200") {
		t.Error("nothing is deleted even with all values")
	}
}

func series(c prometheus.Collector) int {
	metrics := make(chan prometheus.Metric, 10)
	c.Collect(metrics)
	return len(metrics)
}
