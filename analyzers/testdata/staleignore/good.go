package staleignore

import (
	"context"

	"go.opentelemetry.io/otel/trace"
)

// keep takes the spans that a callback ends.
type keep struct{ spans chan trace.Span }

func needed(ctx context.Context, id string) error {
	//govlint:ignore lostspan the exporter's callback ends it
	ctx, span := tracer.Start(ctx, "load")
	span.AddEvent("loading")
	return load(ctx, id)
}

func neededOnTheLine(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") //govlint:ignore lostspan the callback ends it
	span.AddEvent("loading")
	return load(ctx, id)
}

func neededAsGolangciLintHasIt(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") //nolint:lostspan // the callback ends it
	span.AddEvent("loading")
	return load(ctx, id)
}

func neededForTheGroup(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") //nolint:govlint-otel // the callback ends it
	span.AddEvent("loading")
	return load(ctx, id)
}

func neededForAll(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") //govlint:ignore all the callback ends it
	span.AddEvent("loading")
	return load(ctx, id)
}

// neededInside covers a function that loses a span on one of its lines.
//
//nolint:lostspan // the callback ends it
func neededInside(ctx context.Context, id string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, span := tracer.Start(ctx, "load")
	span.AddEvent("loading")
	return load(ctx, id)
}

func stacked(ctx context.Context, id string) error {
	//govlint:ignore lostspan the callback ends it
	//nolint:errcheck // cannot fail
	ctx, span := tracer.Start(ctx, "load")
	span.AddEvent("loading")
	return load(ctx, id)
}

func ofAnotherLinter(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") //nolint:spancheck // nothing to check
	defer span.End()
	return load(ctx, id)
}

func ofSeveralOthers(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load") //nolint:spancheck,errcheck
	defer span.End()
	return load(ctx, id)
}

func ofAllLinters(ctx context.Context, id string) error {
	ctx = context.WithoutCancel(ctx) //nolint
	return load(ctx, id)             //nolint:all
}

func keptOnPurpose(ctx context.Context, id string) error {
	//govlint:ignore lostspan,staleignore only the Windows build begins a span of its own
	trace.SpanFromContext(ctx).AddEvent("loading")
	return load(ctx, id)
}

// inProse mentions //govlint:ignore lostspan, which is no directive here.
func inProse(ctx context.Context, id string) error {
	// A //govlint:ignore needs a reason.
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id)
}

func withoutDirective(ctx context.Context, k keep, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	k.spans <- span
	return load(ctx, id)
}

func anotherDirective(ctx context.Context, id string) error {
	//govlint:ignored is not ours
	ctx, span := tracer.Start(ctx, "load")
	defer span.End()
	return load(ctx, id)
}
