package okspanerror

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/fixtures/okspanerror/helper"
)

// unpaid has a status of gRPC, from a package that is named like that of spans.
func unpaid(ctx context.Context, paid bool) error {
	ctx, span := tracer.Start(ctx, "unpaid")
	defer span.End()
	span.SetAttributes(attribute.Bool("paid", paid))
	err := helper.Charge(ctx)
	if err != nil {
		span.RecordError(err) // want `span records an error that is returned`
		return err
	}
	if !paid {
		return status.Error(codes.FailedPrecondition, "unpaid")
	}
	return nil
}
