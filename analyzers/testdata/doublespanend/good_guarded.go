package doublespanend

import (
	"context"
	"sync"

	"example.com/fixtures/doublespanend/helper"
)

// endedEarly ends the span before the slow part, and on the other ways out.
func endedEarly(ctx context.Context, id string) error {
	_, span := tracer.Start(ctx, "check")
	ended := false
	defer func() {
		if !ended {
			span.End()
		}
	}()
	if id == "" {
		return errEmpty
	}
	span.End()
	ended = true
	return load(ctx, id)
}

func endedIfRecording(ctx context.Context, id string) error {
	_, span := tracer.Start(ctx, "check")
	defer func() {
		if span.IsRecording() {
			span.End()
		}
	}()
	if id == "" {
		return errEmpty
	}
	span.End()
	return load(ctx, id)
}

func endedOnce(ctx context.Context, id string) error {
	_, span := tracer.Start(ctx, "check")
	var once sync.Once
	end := func() { once.Do(func() { span.End() }) }
	defer end()
	if id == "" {
		return errEmpty
	}
	end()
	return load(ctx, id)
}

func endedAndForgotten(ctx context.Context, id string) error {
	_, span := tracer.Start(ctx, "check")
	defer func() {
		if span != nil {
			span.End()
		}
	}()
	if id == "" {
		return errEmpty
	}
	span.End()
	span = nil
	return load(ctx, id)
}

func endedByHelperOrHere(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "load")
	err := load(ctx, id)
	if helper.FinishFailed(span, err) {
		return err
	}
	span.End()
	return nil
}

func endedOnErrorOrHere(ctx context.Context, id string) (err error) {
	ctx, span := tracer.Start(ctx, "load")
	defer func() {
		if err != nil {
			helper.Finish(span, err)
		}
	}()
	if err := load(ctx, id); err != nil {
		return err
	}
	span.End()
	return nil
}
