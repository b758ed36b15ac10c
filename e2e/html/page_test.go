package html

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browsers are the names under which systems have Chromium.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless-shell"}

// browser returns a context of a headless browser.
func browser(t *testing.T) context.Context {
	t.Helper()
	var program string
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Skipf("no browser: none of %s is on the PATH", strings.Join(browsers, ", "))
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.WindowSize(1280, 900))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // which root cannot have
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// lint writes the report on the example and returns its address.
func lint(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "report.html")
	cmd := exec.Command("go", "run", "./cmd/govlint", "-C", "examples/shop", "-exit-zero", "-format", "html", "-output", name, "./...")
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return "file://" + name
}

// page is the report in a browser.
type page struct {
	t   *testing.T
	ctx context.Context

	mu      sync.Mutex
	trouble []string // what the page should not have done
}

// open opens the report on the example.
func open(t *testing.T) *page {
	t.Helper()
	p := &page{t: t, ctx: browser(t)}
	if err := chromedp.Listen(p.ctx, p.listen); err != nil {
		t.Fatal(err)
	}
	enable := func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
		return chromedp.Void{}, err
	}
	p.run(enable, chromedp.Navigate(lint(t)), chromedp.WaitVisible(chromedp.CSS("#filters")))
	return p
}

func (p *page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; !strings.HasPrefix(url, "file:") && !strings.HasPrefix(url, "data:") {
			p.trouble = append(p.trouble, "loads "+url)
		}
	case *runtime.EventExceptionThrown:
		p.trouble = append(p.trouble, "throws "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		p.trouble = append(p.trouble, "writes to the console")
	}
}

// close fails the test if the page did what it should not have done.
func (p *page) close() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, what := range p.trouble {
		p.t.Errorf("the page %s", what)
	}
}

func (p *page) run(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// get returns the value of an action.
func get[T any](p *page, action chromedp.Action[T]) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, action)
	if err != nil {
		p.t.Fatal(err)
	}
	return value
}

func (p *page) check(what, script string) {
	p.t.Helper()
	if !get(p, chromedp.Evaluate[bool](script)) {
		p.t.Error(what)
	}
}

func (p *page) background() string {
	return get(p, chromedp.Evaluate[string](`getComputedStyle(document.body).backgroundColor`))
}

func (p *page) count() string {
	return get(p, chromedp.TextContent(chromedp.CSS("#count")))
}

// shown returns the rules of the findings that can be seen.
func (p *page) shown() []string {
	p.t.Helper()
	return get(p, chromedp.Evaluate[[]string](`[...document.querySelectorAll("article.finding")].filter((e) => e.checkVisibility()).map((e) => e.dataset.rule)`))
}

func click(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Click(chromedp.CSS(selector))
}

func keys(selector, text string) chromedp.Action[chromedp.Void] {
	return chromedp.SendKeys(chromedp.CSS(selector), text)
}

// choose selects the option of a value and says so, as a click on it would.
func choose(name, value string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`{
		const select = document.querySelector("select[name=%s]");
		select.value = %q;
		if (!select.value) throw new Error("no such option");
		select.dispatchEvent(new Event("input", {bubbles: true}));
	}`, name, value))
}

// reset shows everything again.
func (p *page) reset() {
	p.t.Helper()
	p.run(click(`button[type="reset"]`))
	get(p, chromedp.Poll[bool](`[...document.querySelectorAll("article.finding")].every((e) => !e.hidden)`))
}

// expect does something, and checks the rules of the findings that are shown
// then, each once, and that the page says how many there are.
func (p *page) expect(what, rules string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	p.run(actions...)
	shown := p.shown()
	n := len(shown)
	slices.Sort(shown)
	if got := strings.Join(slices.Compact(shown), " "); got != rules {
		p.t.Errorf("with %s, findings of %q are shown, want %q", what, got, rules)
	}
	if count := p.count(); !strings.HasPrefix(count, fmt.Sprintf("%d of ", n)) {
		p.t.Errorf("with %s, %d findings are shown, and the page says %s", what, n, count)
	}
}

// prefer sets the colour scheme of the system.
func (p *page) prefer(scheme string) {
	p.t.Helper()
	feature := &emulation.MediaFeature{Name: "prefers-color-scheme", Value: scheme}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{feature}}); err != nil {
		p.t.Fatal(err)
	}
}

// shot keeps a picture for people, if SCREENSHOTS names a directory.
func (p *page) shot(name string) {
	p.t.Helper()
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	picture := get(p, chromedp.CaptureScreenshot())
	if err := errors.Join(os.MkdirAll(dir, 0o777), os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o666)); err != nil {
		p.t.Fatal(err)
	}
}
