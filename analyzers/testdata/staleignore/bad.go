// Package staleignore serves a shop's orders. Its spans were not always ended.
package staleignore

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel"

	"example.com/fixtures/staleignore/helper"
)

var tracer = otel.Tracer("shop")

var errEmpty = errors.New("empty order")

func load(ctx context.Context, id string) error {
	if id == "" {
		return errEmpty
	}
	return ctx.Err()
}

func endedMeanwhile(ctx context.Context, id string) error {
	//govlint:ignore lostspan the exporter's callback ends it // want `lostspan reports nothing that this directive could suppress`
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id)
}

func onTheLine(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") //govlint:ignore lostspan the callback ends it // want `lostspan reports nothing`
	defer span.End()
	return load(ctx, id)
}

func asGolangciLintHasIt(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") //nolint:lostspan // the callback ends it // want `lostspan reports nothing`
	defer span.End()
	return load(ctx, id)
}

func oneOfTwo(ctx context.Context, id string) error {
	//govlint:ignore lostspan,lostnext the callback ends it // want `lostnext reports nothing`
	ctx, span := tracer.Start(ctx, "load")
	if id == "" {
		return errEmpty
	}
	span.End()
	return load(ctx, id)
}

func besideAnotherLinter(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id) //nolint:errcheck,lostspan // cannot fail // want `lostspan reports nothing`
}

func bothOfTwo(ctx context.Context, id string) error {
	//govlint:ignore lostspan,doublespanend ended by either branch // want `lostspan and doublespanend report nothing`
	ctx, span := helper.Start(ctx, "load")
	defer helper.Finish(span)
	return load(ctx, id)
}

// wholeFunction had several spans.
//
//nolint:lostspan // ended by the callback // want `lostspan reports nothing`
func wholeFunction(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id)
}

func movedAway(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()

	//govlint:ignore lostspan the callback ends it // want `lostspan reports nothing`

	return load(ctx, id)
}

func everyRule(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") //govlint:ignore all reviewed twice // want `all reports nothing`
	defer span.End()
	return load(ctx, id)
}

func ruleOfAnother(ctx context.Context, id string) error {
	//govlint:ignore sqlclosecheck closed by the pool // want `sqlclosecheck is no rule of govlint, so nothing is suppressed$`
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id)
}

func misspelt(ctx context.Context, id string) error {
	//govlint:ignore lostspam the callback ends it // want `lostspam is no rule of govlint, so nothing is suppressed \(did you mean lostspan\?\)`
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id)
}

func noReason(ctx context.Context, id string) error {
	/* want `the directive gives no reason, so lostspan is not suppressed` */ //govlint:ignore lostspan
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id)
}

func noReasonForTwo(ctx context.Context, id string) error {
	/* want `gives no reason, so lostspan and lostnext are not suppressed` */ //govlint:ignore lostspan,lostnext
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id)
}

func placeholder(ctx context.Context, id string) error {
	/* want `the directive has REASON in place of a reason, so lostspan is not suppressed` */ //govlint:ignore lostspan REASON
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id)
}

func noRule(ctx context.Context, id string) error {
	/* want `the directive names no rule` */ //govlint:ignore
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id)
}

func blankInList(ctx context.Context, id string) error {
	//govlint:ignore lostspan, lostnext the callback ends it // want `the directive's list of rules has an empty name`
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id)
}
