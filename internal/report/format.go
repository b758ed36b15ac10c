package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Options is what formats need beside the report itself.
type Options struct {
	Dir   string // absolute; the file names of the report are relative to it
	Color bool
	Rules []Rule // those that ran, sorted by name
	// Read returns the content of a file named as in the report.
	Read func(name string) ([]byte, error)
	// Diff returns what a fix changes, as a unified diff.
	Diff func(fix Fix) (string, error)
}

// Rule describes a rule in formats that explain.
type Rule struct {
	Name     string
	Group    string
	Status   string
	Severity Severity // by default; findings carry their own
	Title    string   // such as "reports spans that some path never ends"
	Help     string   // the address of its documentation
	Sections []Section
}

// Section is a named part of a rule's documentation. Its text has the syntax of
// Go doc comments.
type Section struct{ Name, Text string }

// Format is a form in which a report can be written.
type Format struct {
	Name  string
	Write func(w io.Writer, r *Report, o *Options) error
}

// Formats returns all formats, sorted by name.
func Formats() []Format {
	return []Format{
		{"checkstyle", writeCheckstyle},
		{"github", writeGitHub},
		{"gitlab", writeGitLab},
		{"html", writeHTML},
		{"json", func(w io.Writer, r *Report, _ *Options) error { return r.WriteJSON(w) }},
		{"jsonl", writeJSONL},
		{"junit", writeJUnit},
		{"rdjson", writeRDJSON},
		{"sarif", writeSARIF},
		{"text", writeText},
	}
}

// FormatNames returns the names of all formats, for people.
func FormatNames() string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// LookupFormat returns the format of a name.
func LookupFormat(name string) (Format, error) {
	formats := Formats()
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, fmt.Errorf("unknown format %q (want %s)", name, FormatNames())
	}
	return formats[i], nil
}

func writeText(w io.Writer, r *Report, o *Options) error {
	text := Text{Color: o.Color, Read: o.Read}
	return text.Write(w, r)
}
