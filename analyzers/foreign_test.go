package analyzers_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/govlint/govlint/analyzers"
	"github.com/govlint/govlint/analyzers/internal/ruletest"
	"github.com/govlint/govlint/internal/driver"
)

// judged are the findings in code that was not written for us: a part of the
// place and the message, with a verdict. The lines change with each release.
var judged = []struct{ file, message, verdict string }{
	{"internal/jsonrpc2/conn.go", "c.err.Store panics for a value of another type than the first: c.err is given any error",
		"false: the loop that stores it ends with the first one"},
	{"internal/trace/traceviewer/pprof.go", "request is answered with an error by http.Error, and the function goes on to write the response",
		"true: a return is missing where the profile could not be generated"},
	{"net/http/cgi/cgi_main.go", "the loop sleeps without looking at req.Context(): it goes on when the caller has given up",
		"true, and wanted: a program that a test starts hangs until it is killed"},
	{"net/http/httputil/dump.go", "response body is discarded and never closed",
		"false: the response comes from a connection that is made up there, and has no body"},
	{"net/dial.go", "cancel function fallbackCancel is deferred in an endless loop",
		"false: the timer in front of it fires twice at most, and the loop ends with the second racer"},
	{"net/http/client.go", "cancel function stopTimer is not called on every path",
		"true: the deadline's timer stays if a RoundTripper returns neither a response nor an error"},
	{"net/http/server.go", "the server has no ReadHeaderTimeout: a client that never ends its header keeps a connection and a goroutine for ever",
		"true: the servers that these functions make have no limit"},
	{"cmd/present/main.go", "http.Serve makes a server without ReadHeaderTimeout: a client that never ends its header keeps a connection and a goroutine for ever",
		"true, and a tool for one's own machine, whose address is a flag"},
}

// TestForeign runs all rules over the standard library and over
// golang.org/x/tools: none fails, and what they find has been judged.
func TestForeign(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("analyses more than five hundred packages")
	}
	for _, at := range []struct{ pattern, packages, dir string }{
		{"std", "std", filepath.Join(output(t, "env", "GOROOT"), "src")},
		{"golang.org/x/tools", "./...", output(t, "list", "-m", "-f", "{{.Dir}}", "golang.org/x/tools")},
	} {
		t.Run(at.pattern, func(t *testing.T) {
			m := &ruletest.Module{Dir: at.dir, Rules: analyzers.Rules()}
			result := m.Run(t, driver.Config{Patterns: []string{at.packages}})
			if result.Packages < 100 {
				t.Errorf("%d packages were analysed", result.Packages)
			}
			for _, e := range result.Errors {
				t.Errorf("%s: %s", e.Package, e.Message)
			}
			for _, f := range result.Findings {
				file, err := filepath.Rel(at.dir, f.File)
				if err != nil {
					t.Fatal(err)
				}
				if verdict := verdictOf(filepath.ToSlash(file), f.Message); verdict == "" {
					t.Errorf("not judged: %s:%d: %s (%s)", file, f.Start.Line, f.Message, f.Rule)
				} else {
					t.Logf("%s:%d: %s (%s)\n%s", file, f.Start.Line, f.Message, f.Rule, verdict)
				}
			}
		})
	}
}

func verdictOf(file, message string) string {
	for _, j := range judged {
		if j.file == file && j.message == message {
			return j.verdict
		}
	}
	return ""
}

// output returns what the go command prints.
func output(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}
