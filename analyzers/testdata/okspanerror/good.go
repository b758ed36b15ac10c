package okspanerror

import (
	"context"
	"errors"
	"log/slog"

	otelcodes "go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/fixtures/okspanerror/helper"
)

func failed(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "failed")
	defer span.End()
	if err := helper.Charge(ctx); err != nil {
		span.RecordError(err)
		span.SetStatus(otelcodes.Error, err.Error())
		return err
	}
	return nil
}

func failedFirst(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "failedFirst")
	defer span.End()
	err := helper.Charge(ctx)
	if err != nil {
		span.SetStatus(otelcodes.Error, "charge")
	}
	if err != nil {
		span.RecordError(err)
	}
	return err
}

// failedLast sets the status when the function returns.
func failedLast(ctx context.Context) (err error) {
	ctx, span := tracer.Start(ctx, "failedLast")
	defer span.End()
	defer func() {
		if err != nil {
			span.SetStatus(otelcodes.Error, err.Error())
		}
	}()
	if err := helper.Charge(ctx); err != nil {
		span.RecordError(err)
		return err
	}
	return nil
}

func failedInHelper(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "failedInHelper")
	defer span.End()
	if err := helper.Charge(ctx); err != nil {
		span.RecordError(err)
		helper.Fail(span, err)
		return err
	}
	return nil
}

// logged is left to the logger.
func logged(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "logged")
	defer span.End()
	if err := helper.Charge(ctx); err != nil {
		span.RecordError(err)
		helper.Log(ctx, err)
		return err
	}
	return nil
}

// loggedBy is left to a logger that was made for the span.
func loggedBy(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "loggedBy")
	defer span.End()
	log := helper.LoggerOf(ctx)
	if err := helper.Charge(ctx); err != nil {
		span.RecordError(err)
		log.Error(err)
		return err
	}
	return nil
}

// structured may have a handler that sets the status.
func structured(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "structured")
	defer span.End()
	if err := helper.Charge(ctx); err != nil {
		span.RecordError(err)
		slog.ErrorContext(ctx, "charging", "err", err)
		return err
	}
	return nil
}

// taken takes the span out of the context again.
func taken(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "taken")
	defer span.End()
	if err := helper.Charge(ctx); err != nil {
		span.RecordError(err)
		trace.SpanFromContext(ctx).SetStatus(otelcodes.Error, "charge")
		return err
	}
	return nil
}

// known is no failure: there may be none.
func known(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "known")
	defer span.End()
	err := helper.Charge(ctx)
	if errors.Is(err, helper.ErrNone) {
		span.RecordError(err)
		return err
	}
	return nil
}

// forgiven goes on without.
func forgiven(ctx context.Context) (int, error) {
	ctx, span := tracer.Start(ctx, "forgiven")
	defer span.End()
	n, err := helper.Load(ctx)
	if err != nil {
		span.RecordError(err)
	}
	return n, nil
}

// retried may work the next time.
func retried(ctx context.Context) (err error) {
	ctx, span := tracer.Start(ctx, "retried")
	defer span.End()
	for range 3 {
		if err = helper.Charge(ctx); err == nil {
			return nil
		}
		span.RecordError(err)
	}
	return err
}

// translated answers with a status, which may be the caller's fault.
func translated(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "translated")
	defer span.End()
	if err := helper.Charge(ctx); err != nil {
		span.RecordError(err)
		return status.Error(codes.NotFound, err.Error())
	}
	return nil
}

// ofCaller is a span whose caller sees the error.
func ofCaller(ctx context.Context) error {
	span := trace.SpanFromContext(ctx)
	if err := helper.Charge(ctx); err != nil {
		span.RecordError(err)
		return err
	}
	return nil
}

// given is a span that somebody else ends.
func given(ctx context.Context, span trace.Span) error {
	err := helper.Charge(ctx)
	if err != nil {
		span.RecordError(err)
	}
	return err
}

// returning hands the span out with the error.
func returning(ctx context.Context) (trace.Span, error) {
	ctx, span := tracer.Start(ctx, "returning")
	err := helper.Charge(ctx)
	if err != nil {
		span.RecordError(err)
	}
	return span, err
}
