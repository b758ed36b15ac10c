package report_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/govlint/govlint/internal/report"
)

// TestHTML checks the parts of a page; a browser opens one in e2e/html.
func TestHTML(t *testing.T) {
	page := render(t, "html", tricky(), trickyOptions())
	for _, want := range []string{
		`<h2>&#34;𝄞&#34; is &lt;b&gt;100%&lt;/b&gt;, naïve: &amp; &#39;lost&#39;</h2>`,
		`data-rule="lostspan" data-severity="error" data-package="example.com/p"`,
		`<option value="staleignore">staleignore (2)</option>`,
		`<figcaption>` + trickyFile + `</figcaption>`,
		`<mark class="here ">say(</mark><mark class="here s">&#34;𝄞 &#34;</mark><mark class="here ">`, // keeps the colour of literals
		`<span class="c">// &lt;b&gt; &amp; &#34;q&#34;</span>`,
		"<span class=\"note\">\t<i>1</i> begins, at 50%: here\n</span>",
		"<span class=\"note\">\t   <i>2</i> naïve == &#34;&#34; is true\n</span>",
		`<span>	<mark class="here ">}</mark>`, // nor is the indentation marked
		`<span class="del">-	old &lt;i&gt;`,
		`<span class="add">&#43;	new`,
		`<p>No preview: ../lib/c#.go: no such file</p>`,
		`Or &lt;b&gt;not&lt;/b&gt;.`,
		`<pre>defer span.End()`,
		`Not fully analysed: example.com/broken</h2><pre>z.go:1:2: expected &#39;;&#39;`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	if n := strings.Count(page, "<circle"); n != 2 {
		t.Errorf("%d markers, want one for each step in a file that can be read", n)
	}
	if n := strings.Count(page, `marker-end="url(#tip)"`); n != 1 {
		t.Errorf("%d arrows, want 1", n)
	}
	if strings.Contains(page, "rule-staleignore") {
		t.Error("a rule without help has a link to it")
	}
}

// TestHTMLIsSelfContained checks that a page loads nothing.
func TestHTMLIsSelfContained(t *testing.T) {
	page := render(t, "html", tricky(), trickyOptions())
	if loads := regexp.MustCompile(`(src=|@import|url\([^#]|<link rel="[^i])`).FindString(page); loads != "" {
		t.Errorf("the page has %s", loads)
	}
}

func TestHTMLWithoutFindings(t *testing.T) {
	r := &report.Report{Stats: report.Stats{Packages: 3}}
	page := render(t, "html", r, &report.Options{})
	if !strings.Contains(page, `<p class="clean">No findings.</p>`) || strings.Contains(page, `<form`) {
		t.Errorf("page is\n%s", page)
	}
	r.Errors = []report.Error{{Package: "p", Message: "broken"}}
	if page := render(t, "html", r, &report.Options{}); !strings.Contains(page, "No findings in what could be analysed.") {
		t.Errorf("page is\n%s", page)
	}
}

// TestExcerptsOfLongFiles checks which lines are shown: those around the path
// and the head of the function.
func TestExcerptsOfLongFiles(t *testing.T) {
	source := "package p\n\nfunc long() {\n" + strings.Repeat("\tstep()\n", 30) + "}\n"
	r := &report.Report{Findings: []report.Finding{{Rule: "r", Range: at(10, 2, 10, 8), Path: []report.Step{
		{Message: "one", Range: at(10, 2, 10, 8)}, {Message: "two", Range: at(30, 2, 32, 8)},
	}}}}
	o := &report.Options{
		Read: func(string) ([]byte, error) { return []byte(source), nil },
		Diff: func(report.Fix) (string, error) { return "", errors.New("no") },
	}
	numbers := regexp.MustCompile(`(?s)<pre class="numbers".*?</pre>`).FindString(render(t, "html", r, o))
	got := strings.Join(regexp.MustCompile(`\d+|⋯`).FindAllString(numbers, -1), " ")
	if want := "3 ⋯ 8 9 10 11 12 ⋯ 28 29 30 31 32 33 34"; got != want {
		t.Errorf("lines are %s, want %s", got, want)
	}
}
