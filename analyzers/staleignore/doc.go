// Package staleignore reports directives that suppress nothing.
//
// # Scene
//
// Code has a directive, and no rule that it names reports anything there: the
// mistake has been cured, the code has moved away from under the directive, or
// the rule has learnt that it is none.
//
//	//govlint:ignore lostspan ended by the callback
//	ctx, span := tracer.Start(ctx, "load")
//	defer span.End()
//
// Or the directive never suppressed anything: it gives no reason, or names a
// rule that does not exist.
//
//	ctx, span := tracer.Start(ctx, "load") //govlint:ignore lostspam ended by the callback
//
// # Symptom
//
// None until the next mistake is made on that line. Then nobody is told of it,
// and the directive says that it is right: the span, the stream or the resource
// is lost in production, and the line has been marked as reviewed. Until then,
// readers look for a peculiarity that the code does not have.
//
// # Cause
//
// A directive hides what a rule reports on its lines, whatever that is. It knows
// nothing of the mistake that it was written for, so it outlives it.
//
// A //govlint:ignore without a reason suppresses nothing on purpose, because
// nobody could ever tell whether it is still needed. Neither does one with the
// word REASON, which an editor inserts where the reason belongs, nor one for a
// rule that is not there: the finding is still reported, unless there is none.
//
// # Fix
//
// Delete the directive, or the names of the rules that report nothing there. That
// is offered as a safe fix, as is the deletion of a name that is not like that of
// any rule. Where a name is nearly right, the right one is a suggestion. Where the
// reason is missing, only you know it:
//
//	//govlint:ignore lostspan the exporter's callback ends it
//
// A directive that has to stay although it suppresses nothing, because the code
// differs between platforms, names this rule too:
//
//	//govlint:ignore lostspan,staleignore only the Windows build keeps it open
//
// # Verify
//
// go test ./staleignore -run TestVerify
//
// # Limits
//
// A rule that is turned off is not missed: a directive that names it is left
// alone, and one for all rules, or for those of a group, is judged only if all of
// them run that are on by default. The same goes for a rule that is not on by
// default, in a driver that does not say which rules are on.
//
// Silent about //nolint without a list, //nolint:all and the names of other
// linters in a list: whether these find anything is not known here. A name that
// no rule has is reported only in //govlint:ignore, or if it begins with govlint-.
//
// Directives are judged where rules report: not in generated or excluded files,
// not in test files unless they are analysed, and not in packages without a
// function. golangci-lint hides what is found on a line with //nolint:govlint, so
// there such a directive is never reported.
package staleignore
