package lostclientconn

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/internal/catalog"
	"github.com/govlint/govlint/analyzers/internal/fix"
	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/lost"
	"github.com/govlint/govlint/analyzers/internal/rule"
)

//go:embed doc.go
var doc string

// Rule is the lostclientconn rule.
var Rule = rule.New(doc, rule.Meta{
	Since: "v0.1.0", Group: rule.GRPC, Severity: rule.Warning, Fix: rule.Safe,
	Libraries: []string{"google.golang.org/grpc", "github.com/go-kratos/kratos/v2/transport/grpc"},
	Logs:      []string{`grpcsync\.\(\*CallbackSerializer\)\.run`, `too many open files`},
}, run)

// Analyzer is what other drivers import.
var Analyzer = Rule.Analyzer

func run(pass *rule.Pass) error {
	for _, fn := range pass.Funcs() {
		if fn.Name() == "main" && pass.Pkg.Name() == "main" {
			continue // the end of the process closes them, also those of many tries
		}
		for _, o := range pass.Summary.Lives.Obligations(fn, catalog.ClientConn) {
			report(pass, pass.Summary.Lives.Check(o))
		}
	}
	return nil
}

func report(pass *rule.Pass, conn lifecycle.Life) {
	site, ok := fix.CallAt(pass.Pass, conn.Call.Pos())
	if !ok {
		return // made by the compiler
	}
	finding := rule.Finding{Pos: site.Call.Pos(), End: site.Call.End()}
	problem, leaks := conn.Has(lifecycle.Leak)
	piled, piles := conn.Has(lifecycle.Deferred)
	name := site.Name(conn.Result, "connection")
	switch {
	case conn.Discarded:
		finding.Message = "connection is discarded and never closed"
	case conn.Forgotten != nil:
		finding.Message = name + " is stored in field " + conn.Forgotten.Name() + " and never closed"
	case !leaks && piles:
		finding.Message = name + " is closed" + rule.PiledUp
		problem = piled
	case !leaks || problem.Overwriter != nil:
		return // closed, or handed on
	case !conn.SawEnd && !conn.HandedOn:
		finding.Message = name + " is never closed: its goroutines stay"
		finding.Fixes = deferClose(site, conn)
	default:
		finding.Message = name + " is not closed on every path: its goroutines stay"
		finding.Fixes = deferClose(site, conn)
	}
	finding.Path = rule.LifePath(conn, problem, "the connection is made", "the connection is not closed here")
	pass.Report(finding)
}

// deferClose offers to close the connection when the function returns.
func deferClose(site fix.Site, conn lifecycle.Life) []rule.Fix {
	id := site.Assigned(conn.Result)
	if id == nil || id.Name == "_" || conn.Form != lifecycle.Plain || site.InLoop() {
		return nil
	}
	call := id.Name + ".Close()"
	if conn.SawEnd || conn.HandedOn {
		return lost.DeferEarlier(site, conn, call, true) // the second Close only returns an error
	}
	edit, ok := site.InsertAfter("defer " + call)
	if !ok {
		return nil
	}
	return []rule.Fix{{Message: "Defer " + call, Safe: true, Edits: []analysis.TextEdit{edit}}}
}
