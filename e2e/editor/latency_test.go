package editor

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestLatency prints what the proxy costs in the module that LATENCY_DIR names,
// while LATENCY_FILE in it is edited.
func TestLatency(t *testing.T) {
	dir, name := os.Getenv("LATENCY_DIR"), os.Getenv("LATENCY_FILE")
	if dir == "" {
		t.Skip("LATENCY_DIR names no module")
	}
	saved, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	const mistake = "\nfunc mistake%d(ctx context.Context) context.Context {\n	ctx, _ = context.WithCancel(ctx)\n	return ctx\n}\n"
	text := string(saved) + fmt.Sprintf(mistake, 0)
	begin := time.Now()
	c := start(t, dir, nil, nil, built.govlint, "gopls")
	opened := time.Now()
	c.openAs(name, text)
	shows := func(n int) {
		c.until(fmt.Sprintf("%d mistakes are shown", n), func() bool {
			p := c.latest[c.uri(name)]
			return p.Version == c.versions[name] && strings.Count(strings.Join(p.codes(), " "), "discardedcancel") == n
		})
	}
	shows(1)
	t.Logf("initialized after %v; first finding after open: %v", opened.Sub(begin), time.Since(opened))
	var after []time.Duration
	for i := 1; i <= 15; i++ {
		text += fmt.Sprintf(mistake, i)
		edited := time.Now()
		c.set(name, text)
		shows(i + 1)
		after = append(after, time.Since(edited))
	}
	t.Logf("after an edit, with the pause of 300 ms: %s", quantiles(after))
	plain := start(t, dir, nil, nil, gopls(t))
	plain.openAs(name, text)
	plain.until("gopls has seen it", func() bool { return plain.latest[plain.uri(name)].Version == 1 })
	var with, without []time.Duration
	for i := range 440 { // in turn, so that both meet the same weather
		a, b := c.hover(name, i), plain.hover(name, i)
		if i >= 40 {
			with, without = append(with, a), append(without, b)
		}
	}
	t.Logf("hover with the proxy %s, without %s", quantiles(with), quantiles(without))
	t.Logf("govlint %s, gopls %s", memory(t, c.cmd.Process.Pid), memory(t, c.child()))
}

func (c *client) hover(name string, i int) time.Duration {
	begin := time.Now()
	c.answer("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}, "position": position{20 + i%40, 8}})
	return time.Since(begin)
}

func quantiles(list []time.Duration) string {
	slices.Sort(list)
	return fmt.Sprintf("median %v, 99th percentile %v", list[len(list)/2], list[len(list)*99/100])
}

func memory(t *testing.T, pid int) string {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM") || strings.HasPrefix(line, "VmRSS") {
			list = append(list, strings.Join(strings.Fields(line), " "))
		}
	}
	return strings.Join(list, ", ")
}
