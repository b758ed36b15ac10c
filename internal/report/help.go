package report

import (
	"fmt"
	"go/doc/comment"
	"strings"
)

// helpText returns a rule's documentation as plain text.
func helpText(r Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", r.Name, r.Title)
	for _, s := range r.Sections {
		fmt.Fprintf(&b, "\n%s\n\n%s\n", s.Name, s.Text)
	}
	return b.String()
}

// helpMarkdown returns a rule's documentation as Markdown.
func helpMarkdown(r Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s** %s\n", r.Name, sentence(r.Title))
	var parser comment.Parser
	printer := comment.Printer{HeadingLevel: 4}
	for _, s := range r.Sections {
		text := printer.Markdown(parser.Parse(s.Text))
		fmt.Fprintf(&b, "\n### %s\n\n%s", s.Name, text)
	}
	return b.String()
}

// sentence returns a rule's title as a sentence.
func sentence(title string) string {
	if title == "" {
		return ""
	}
	return strings.ToUpper(title[:1]) + title[1:] + "."
}

// oneLine joins lines.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
