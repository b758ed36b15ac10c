package lostclosesend

import (
	_ "embed"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/streamuse"
)

//go:embed doc.go
var doc string

// Rule is the lostclosesend rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Error, Fix: rule.Suggestion,
	Libraries: catalog.Streams,
	Logs:      []string{`\(\*clientStream\)\.RecvMsg`, `\(\*serverStream\)\.RecvMsg`, `DeadlineExceeded`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		for _, o := range pass.Summary.Lives.Obligations(fn, catalog.Stream) {
			if _, direct := catalog.Stream.Match(&o.Call.Call); !direct || o.Value() == nil {
				continue // a wrapper may close what it has opened
			}
			if !catalog.CanSend(o.Value().Type()) || catalog.CancelledEarly(catalog.StreamContext(&o.Call.Call)) {
				continue
			}
			uses, known := streamuse.Of(o.Call, o.Value())
			if s := (&stream{uses}); known && s.sendsOnce() {
				check(pass, o, s)
			}
		}
	}
	return nil
}

// check reports the first receive that waits in vain.
func check(pass *rule.Pass, o lifecycle.Obligation, s *stream) {
	for _, recv := range s.Receives {
		w, waits := s.waitOf(recv)
		if !waits {
			continue
		}
		late, closed := s.closed(w)
		if closed || late && !s.inLoops() {
			continue
		}
		report(pass, o, s, w, late)
		return
	}
}

// closed reports whether the send side is closed at a time that helps the
// wait, or is closed, but too late.
func (s *stream) closed(w wait) (late, closed bool) {
	for _, call := range s.Closes {
		if !w.precedes(call) {
			return false, true
		}
		late = true
	}
	return late, false
}

func report(pass *rule.Pass, o lifecycle.Obligation, s *stream, w wait, late bool) {
	opened, ok := fix.CallAt(pass.Pass, o.Call.Pos())
	received, found := fix.CallAt(pass.Pass, w.recv.Pos())
	if !ok || !found {
		return // made by the compiler
	}
	ending := "is never closed"
	if late {
		ending = "is closed only afterwards"
	}
	finding := rule.Finding{
		Pos: received.Call.Pos(), End: received.Call.End(),
		Message: opened.Name(o.Result, "stream") + " waits for the server to finish but its send side " + ending,
		Path: []rule.Step{
			rule.StepAt(o.Call, "the stream is opened"),
			rule.StepAt(s.Sends[len(s.Sends)-1], "the client sends"),
		},
	}
	if w.join != nil {
		finding.Path = append(finding.Path, rule.StepAt(w.join, "this waits for the goroutine that receives"))
	}
	until := "only the end of the stream leaves this loop"
	if w.loop == nil {
		until = "the server answers when it has seen the end of the requests"
	}
	finding.Path = append(finding.Path, rule.StepAt(w.recv, until))
	if len(s.Closes) == 0 {
		finding.Fixes = closeBefore(pass, opened, o, s, w)
	}
	pass.Report(finding)
}
