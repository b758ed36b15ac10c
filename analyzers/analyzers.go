// Package analyzers is the registry of govlint's rules, and what hosts need to
// run them.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/govlint/govlint/analyzers/abandonedsend"
	"github.com/govlint/govlint/analyzers/blindsleep"
	"github.com/govlint/govlint/analyzers/consulcheck"
	"github.com/govlint/govlint/analyzers/consumedbody"
	"github.com/govlint/govlint/analyzers/contextlesslog"
	"github.com/govlint/govlint/analyzers/ctxsentinel"
	"github.com/govlint/govlint/analyzers/deadgroupctx"
	"github.com/govlint/govlint/analyzers/deadregister"
	"github.com/govlint/govlint/analyzers/deadshutdown"
	"github.com/govlint/govlint/analyzers/deadspan"
	"github.com/govlint/govlint/analyzers/deafsend"
	"github.com/govlint/govlint/analyzers/defaultbuckets"
	"github.com/govlint/govlint/analyzers/detachedcontext"
	"github.com/govlint/govlint/analyzers/detachednext"
	"github.com/govlint/govlint/analyzers/discardedcancel"
	"github.com/govlint/govlint/analyzers/doublespanend"
	"github.com/govlint/govlint/analyzers/droppednextctx"
	"github.com/govlint/govlint/analyzers/earlycancel"
	"github.com/govlint/govlint/analyzers/earlycommit"
	"github.com/govlint/govlint/analyzers/earlyexit"
	"github.com/govlint/govlint/analyzers/earlyregister"
	"github.com/govlint/govlint/analyzers/earlyresult"
	"github.com/govlint/govlint/analyzers/endlessticker"
	"github.com/govlint/govlint/analyzers/escapedtransaction"
	"github.com/govlint/govlint/analyzers/fallthrougherror"
	"github.com/govlint/govlint/analyzers/fatalnil"
	"github.com/govlint/govlint/analyzers/foreignspanend"
	"github.com/govlint/govlint/analyzers/gincontext"
	"github.com/govlint/govlint/analyzers/ignoredleaseloss"
	"github.com/govlint/govlint/analyzers/interceptorpanic"
	"github.com/govlint/govlint/analyzers/internal/finding"
	"github.com/govlint/govlint/analyzers/internal/rule"
	"github.com/govlint/govlint/analyzers/internal/settings"
	"github.com/govlint/govlint/analyzers/labelcount"
	"github.com/govlint/govlint/analyzers/lateheader"
	"github.com/govlint/govlint/analyzers/leakedstack"
	"github.com/govlint/govlint/analyzers/lingeringwriter"
	"github.com/govlint/govlint/analyzers/logkeymismatch"
	"github.com/govlint/govlint/analyzers/loopbackaddress"
	"github.com/govlint/govlint/analyzers/lostbody"
	"github.com/govlint/govlint/analyzers/lostclientconn"
	"github.com/govlint/govlint/analyzers/lostclientstream"
	"github.com/govlint/govlint/analyzers/lostclosesend"
	"github.com/govlint/govlint/analyzers/lostcursor"
	"github.com/govlint/govlint/analyzers/lostderegister"
	"github.com/govlint/govlint/analyzers/lostderived"
	"github.com/govlint/govlint/analyzers/lostnext"
	"github.com/govlint/govlint/analyzers/lostpropagator"
	"github.com/govlint/govlint/analyzers/lostresource"
	"github.com/govlint/govlint/analyzers/lostrows"
	"github.com/govlint/govlint/analyzers/lostspan"
	"github.com/govlint/govlint/analyzers/losttx"
	"github.com/govlint/govlint/analyzers/maskedsenderror"
	"github.com/govlint/govlint/analyzers/metricname"
	"github.com/govlint/govlint/analyzers/mixedatomic"
	"github.com/govlint/govlint/analyzers/mutatedtls"
	"github.com/govlint/govlint/analyzers/nacosinstance"
	"github.com/govlint/govlint/analyzers/nestedtimeout"
	"github.com/govlint/govlint/analyzers/nilresponse"
	"github.com/govlint/govlint/analyzers/niltimestamp"
	"github.com/govlint/govlint/analyzers/norecovery"
	"github.com/govlint/govlint/analyzers/okspanerror"
	"github.com/govlint/govlint/analyzers/okstatus"
	"github.com/govlint/govlint/analyzers/orphanlease"
	"github.com/govlint/govlint/analyzers/orphanspan"
	"github.com/govlint/govlint/analyzers/overwritteninterceptor"
	"github.com/govlint/govlint/analyzers/percallbreaker"
	"github.com/govlint/govlint/analyzers/percalltransport"
	"github.com/govlint/govlint/analyzers/plainjson"
	"github.com/govlint/govlint/analyzers/plainlog"
	"github.com/govlint/govlint/analyzers/plaintexttls"
	"github.com/govlint/govlint/analyzers/pooledalias"
	"github.com/govlint/govlint/analyzers/pooltype"
	"github.com/govlint/govlint/analyzers/racyconfig"
	"github.com/govlint/govlint/analyzers/repeatedregister"
	"github.com/govlint/govlint/analyzers/requestgoroutine"
	"github.com/govlint/govlint/analyzers/schemaconflict"
	"github.com/govlint/govlint/analyzers/sharedgincontext"
	"github.com/govlint/govlint/analyzers/singleconsume"
	"github.com/govlint/govlint/analyzers/spinningread"
	"github.com/govlint/govlint/analyzers/spinningrecv"
	"github.com/govlint/govlint/analyzers/staleignore"
	"github.com/govlint/govlint/analyzers/stickybreaker"
	"github.com/govlint/govlint/analyzers/swallowedpanic"
	"github.com/govlint/govlint/analyzers/unabortedgin"
	"github.com/govlint/govlint/analyzers/unboundedclient"
	"github.com/govlint/govlint/analyzers/unboundedlabel"
	"github.com/govlint/govlint/analyzers/unboundedserver"
	"github.com/govlint/govlint/analyzers/uncheckedcursor"
	"github.com/govlint/govlint/analyzers/undrainedproducer"
	"github.com/govlint/govlint/analyzers/unexecutedpipeline"
	"github.com/govlint/govlint/analyzers/unflushedprovider"
	"github.com/govlint/govlint/analyzers/unitlessduration"
	"github.com/govlint/govlint/analyzers/unitmismatch"
	"github.com/govlint/govlint/analyzers/unorderedsort"
	"github.com/govlint/govlint/analyzers/unrecoverablehandler"
	"github.com/govlint/govlint/analyzers/unresetpool"
	"github.com/govlint/govlint/analyzers/unwatchedconfig"
	"github.com/govlint/govlint/analyzers/uselessrecover"
	"github.com/govlint/govlint/analyzers/wipedmetadata"
	"github.com/govlint/govlint/analyzers/zerotimestamp"
	"github.com/govlint/govlint/internal/report"
)

// What hosts see of a rule and its findings.
type (
	Rule          = rule.Rule
	Report        = rule.Report
	Finding       = rule.Finding
	Step          = rule.Step
	Fix           = rule.Fix
	InternalError = rule.InternalError
	Settings      = settings.Settings
)

// SettingsAnalyzer yields the *Settings in force. A host either sets its flags
// or supplies its result.
var SettingsAnalyzer = settings.Analyzer

// Ignore returns the text of a directive that will suppress a rule, once it has
// a reason.
func Ignore(name string) string { return rule.Ignore(name) }

// Findings turns the result of a rule's analyzer into what hosts print. Other
// analyzers have no findings.
func Findings(pass *analysis.Pass, result any, diagnostics []analysis.Diagnostic) []report.Finding {
	return finding.Convert(pass, result, diagnostics)
}

// Rules returns all rules, sorted by name.
func Rules() []*Rule {
	return []*Rule{
		abandonedsend.Rule,
		blindsleep.Rule,
		consulcheck.Rule,
		consumedbody.Rule,
		contextlesslog.Rule,
		ctxsentinel.Rule,
		deadgroupctx.Rule,
		deadregister.Rule,
		deadshutdown.Rule,
		deadspan.Rule,
		deafsend.Rule,
		defaultbuckets.Rule,
		detachedcontext.Rule,
		detachednext.Rule,
		discardedcancel.Rule,
		doublespanend.Rule,
		droppednextctx.Rule,
		earlycancel.Rule,
		earlycommit.Rule,
		earlyexit.Rule,
		earlyregister.Rule,
		earlyresult.Rule,
		endlessticker.Rule,
		escapedtransaction.Rule,
		fallthrougherror.Rule,
		fatalnil.Rule,
		foreignspanend.Rule,
		gincontext.Rule,
		ignoredleaseloss.Rule,
		interceptorpanic.Rule,
		labelcount.Rule,
		lateheader.Rule,
		leakedstack.Rule,
		lingeringwriter.Rule,
		logkeymismatch.Rule,
		loopbackaddress.Rule,
		lostbody.Rule,
		lostclientconn.Rule,
		lostclientstream.Rule,
		lostclosesend.Rule,
		lostcursor.Rule,
		lostderegister.Rule,
		lostderived.Rule,
		lostnext.Rule,
		lostpropagator.Rule,
		lostresource.Rule,
		lostrows.Rule,
		lostspan.Rule,
		losttx.Rule,
		maskedsenderror.Rule,
		metricname.Rule,
		mixedatomic.Rule,
		mutatedtls.Rule,
		nacosinstance.Rule,
		nestedtimeout.Rule,
		nilresponse.Rule,
		niltimestamp.Rule,
		norecovery.Rule,
		okspanerror.Rule,
		okstatus.Rule,
		orphanlease.Rule,
		orphanspan.Rule,
		overwritteninterceptor.Rule,
		percallbreaker.Rule,
		percalltransport.Rule,
		plainjson.Rule,
		plainlog.Rule,
		plaintexttls.Rule,
		pooledalias.Rule,
		pooltype.Rule,
		racyconfig.Rule,
		repeatedregister.Rule,
		requestgoroutine.Rule,
		schemaconflict.Rule,
		sharedgincontext.Rule,
		singleconsume.Rule,
		spinningread.Rule,
		spinningrecv.Rule,
		staleignore.Rule,
		stickybreaker.Rule,
		swallowedpanic.Rule,
		unabortedgin.Rule,
		unboundedclient.Rule,
		unboundedlabel.Rule,
		unboundedserver.Rule,
		uncheckedcursor.Rule,
		undrainedproducer.Rule,
		unexecutedpipeline.Rule,
		unflushedprovider.Rule,
		unitlessduration.Rule,
		unitmismatch.Rule,
		unorderedsort.Rule,
		unrecoverablehandler.Rule,
		unresetpool.Rule,
		unwatchedconfig.Rule,
		uselessrecover.Rule,
		wipedmetadata.Rule,
		zerotimestamp.Rule,
	}
}

// Suite returns the analyzers of all rules that are on by default, sorted by
// name.
func Suite() []*analysis.Analyzer {
	var suite []*analysis.Analyzer
	for _, r := range Rules() {
		if r.Status == rule.Stable {
			suite = append(suite, r.Analyzer)
		}
	}
	return suite
}
