package report

import (
	"encoding/xml"
	"io"
)

type checkstyle struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

// checkstyleFile has errors or, if it is a package that could not be analysed,
// an exception.
type checkstyleFile struct {
	Name       string            `xml:"name,attr"`
	Errors     []checkstyleError `xml:"error"`
	Exceptions []string          `xml:"exception"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

// writeCheckstyle writes the XML of Checkstyle, which many servers read.
func writeCheckstyle(w io.Writer, r *Report, o *Options) error {
	doc := checkstyle{Version: "4.3"}
	sources := newSources(o)
	for _, f := range r.Findings {
		if n := len(doc.Files); n == 0 || doc.Files[n-1].Name != f.File {
			doc.Files = append(doc.Files, checkstyleFile{Name: f.File})
		}
		file := &doc.Files[len(doc.Files)-1]
		file.Errors = append(file.Errors, checkstyleError{
			Line:     f.Start.Line,
			Column:   sources.runes(f.File, f.Start),
			Severity: f.Severity.String(),
			Message:  f.Message,
			Source:   "govlint." + f.Rule,
		})
	}
	for _, e := range r.Errors {
		doc.Files = append(doc.Files, checkstyleFile{Name: e.Package, Exceptions: []string{e.Message}})
	}
	return encodeXML(w, doc)
}

// encodeXML writes an indented document.
func encodeXML(w io.Writer, v any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
