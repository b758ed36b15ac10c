// Package html opens govlint's HTML report in a browser and uses its filters.
package html

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestFilters(t *testing.T) {
	p := open(t)
	defer p.close()
	all := p.shown()
	if len(all) < 10 || p.count() != fmt.Sprintf("%d of %d", len(all), len(all)) {
		t.Fatalf("%d findings are shown, and the page says %s", len(all), p.count())
	}
	p.expect("a rule", "lostspan", choose("rule", "lostspan"))
	p.expect("a rule and a text", "lostspan", keys(`[name="q"]`, "ON EVERY"))
	if n := len(p.shown()); n != 1 {
		t.Errorf("%d findings of lostspan have the text, want 1", n)
	}
	p.expect("a text that nothing has", "", keys(`[name="q"]`, " no such text"))
	p.check("an empty page does not say why", `document.getElementById("nothing").checkVisibility()`)
	p.reset()
	if n := len(p.shown()); n != len(all) {
		t.Errorf("%d findings are shown after the reset, want %d", n, len(all))
	}
	p.expect("a package", "discardedcancel doublespanend escapedtransaction", choose("package", "example.com/shop/internal/store"))
	p.expect("warnings", "doublespanend", click(`.toggle.error`))
	p.shot("filtered")
	p.reset()
	p.run(chromedp.KeyEvent("/"))
	p.check("a slash does not go to the search", `document.activeElement.name === "q"`)
}

// drawn are claims about the page, and what is wrong if they do not hold.
var drawn = []struct{ script, wrong string }{
	{`[...document.querySelectorAll("figure.source")].every((figure) => {
		const middle = (e) => { const r = e.getBoundingClientRect(); return (r.top + r.bottom) / 2; };
		const lines = [...figure.querySelectorAll(".lines .on")].map(middle);
		const markers = [...figure.querySelectorAll("circle")].map(middle);
		return markers.every((m) => lines.some((l) => Math.abs(l - m) < 2));
	})`, "markers are not beside their lines"},
	{`[...document.querySelectorAll(".code")].every((code) => {
		const tops = (q) => [...code.querySelectorAll(q)].map((e) => e.getBoundingClientRect().top);
		const lines = tops(".lines > span");
		return tops(".numbers > span").every((top, i) => Math.abs(top - lines[i]) < 1);
	})`, "line numbers are not beside their lines"},
	{`document.querySelectorAll("figure.source circle").length > 20`, "paths have no markers"},
	{`document.querySelectorAll("path[marker-end]").length > 10`, "there are no arrows"},
	{`document.querySelectorAll(".diff .add").length > 3`, "there is no diff"},
	{`document.documentElement.scrollWidth <= innerWidth`, "the page is wider than the window"},
	{`[...document.querySelectorAll("input, select, button")].every((e) => (e.labels?.[0]?.textContent || e.textContent).trim())`,
		"a control has no name"},
	{`[...document.querySelectorAll('a[href^="#"]')].every((a) => document.getElementById(a.hash.slice(1)))`,
		"a link within the page leads nowhere"},
	{`new Set([...document.querySelectorAll("[id]")].map((e) => e.id)).size === document.querySelectorAll("[id]").length`,
		"an id appears twice"},
}

// TestFinding checks what is drawn of findings, in windows of two sizes, and the
// help of one.
func TestFinding(t *testing.T) {
	p := open(t)
	defer p.close()
	for _, width := range []int64{1280, 400} {
		p.run(chromedp.EmulateViewport(width, 900))
		for _, claim := range drawn {
			p.check(fmt.Sprintf("%d wide: %s", width, claim.wrong), claim.script)
		}
		p.shot(fmt.Sprintf("%d", width))
	}
	p.run(click(".finding .why summary"), chromedp.WaitVisible(chromedp.CSS(".finding .why .help h4")))
	p.check("the help has not all sections", `document.querySelector(".finding .why .help").querySelectorAll("h4").length === 6`)
}

func TestTheme(t *testing.T) {
	p := open(t)
	defer p.close()
	p.prefer("light")
	light := p.background()
	p.prefer("dark")
	dark := p.background()
	p.shot("dark")
	if light == dark {
		t.Errorf("the background is %s in light and dark", light)
	}
	p.run(click("#theme"))
	if p.background() != light {
		t.Error("the button does not change the theme")
	}
}
