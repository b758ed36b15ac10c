package report_test

import (
	"encoding/json"
	"encoding/xml"
	"reflect"
	"strings"
	"testing"

	"github.com/govlint/govlint/internal/report"
)

// TestParse reads formats as their consumers do: what was escaped comes back.
func TestParse(t *testing.T) {
	want := []string{tricky().Findings[0].Message, "two\r\nlines]]>", "gone\x01"}
	const gone = "gone\uFFFD" // XML cannot have it at all
	for _, test := range []struct {
		format string
		read   func(t *testing.T, text string) []string
		last   string
	}{
		{"checkstyle", readCheckstyle, gone},
		{"junit", readJUnit, gone},
		{"gitlab", readGitLab, want[2]},
		{"rdjson", readRDJSON, want[2]},
		{"jsonl", readJSONL, want[2]},
		{"github", readGitHub, want[2]},
	} {
		got := test.read(t, render(t, test.format, tricky(), trickyOptions()))
		if want := []string{want[0], want[1], test.last}; !reflect.DeepEqual(got, want) {
			t.Errorf("%s has the messages %q, want %q", test.format, got, want)
		}
	}
}

func parse(t *testing.T, unmarshal func([]byte, any) error, text string, v any) {
	t.Helper()
	if err := unmarshal([]byte(text), v); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
}

func readCheckstyle(t *testing.T, text string) []string {
	var doc struct {
		Messages []struct {
			Text string `xml:"message,attr"`
		} `xml:"file>error"`
	}
	parse(t, xml.Unmarshal, text, &doc)
	var messages []string
	for _, m := range doc.Messages {
		messages = append(messages, m.Text)
	}
	return messages
}

func readJUnit(t *testing.T, text string) []string {
	var doc struct {
		Cases []struct {
			Failure *struct {
				Message string `xml:"message,attr"`
			} `xml:"failure"`
		} `xml:"testsuite>testcase"`
	}
	parse(t, xml.Unmarshal, text, &doc)
	var messages []string
	for _, c := range doc.Cases {
		if c.Failure != nil {
			messages = append(messages, c.Failure.Message)
		}
	}
	return messages
}

func readGitLab(t *testing.T, text string) []string {
	var issues []struct{ Description, Fingerprint string }
	parse(t, json.Unmarshal, text, &issues)
	seen := map[string]bool{}
	var messages []string
	for _, issue := range issues {
		messages = append(messages, issue.Description)
		if seen[issue.Fingerprint] {
			t.Errorf("fingerprint %s appears twice", issue.Fingerprint)
		}
		seen[issue.Fingerprint] = true
	}
	return messages
}

func readRDJSON(t *testing.T, text string) []string {
	var result struct{ Diagnostics []struct{ Message string } }
	parse(t, json.Unmarshal, text, &result)
	var messages []string
	for _, d := range result.Diagnostics {
		messages = append(messages, d.Message)
	}
	return messages
}

// readJSONL also checks that findings come back whole.
func readJSONL(t *testing.T, text string) []string {
	var findings []report.Finding
	var messages []string
	for line := range strings.Lines(text) {
		var f struct {
			report.Finding
			Error *report.Error
		}
		parse(t, json.Unmarshal, line, &f)
		if f.Error == nil {
			findings = append(findings, f.Finding)
			messages = append(messages, f.Message)
		}
	}
	if want := tricky().Findings[0]; !reflect.DeepEqual(findings[0], want) {
		t.Errorf("finding is %+v, want %+v", findings[0], want)
	}
	return messages
}

// readGitHub undoes the escapes of workflow commands. The path and the address
// of the help follow the message.
func readGitHub(t *testing.T, text string) []string {
	unescape := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n")
	var messages []string
	for line := range strings.Lines(text) {
		properties, message, ok := strings.Cut(strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "::"), "::")
		if !ok {
			t.Errorf("not a command: %s", line)
		} else if !strings.Contains(properties, "file=") {
			continue // an error
		}
		message, _, _ = strings.Cut(unescape.Replace(message), "\ncmd/")
		messages = append(messages, message)
	}
	return messages
}
