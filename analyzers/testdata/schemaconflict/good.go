package schemaconflict

import (
	"context"
	"os"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/resource"
	newer "go.opentelemetry.io/otel/semconv/v1.43.0"

	"example.com/fixtures/schemaconflict/helper"
)

// schemaless leaves the schema to the SDK.
func schemaless() (*resource.Resource, error) {
	return resource.Merge(resource.Default(), resource.NewSchemaless(newer.ServiceName("shop")))
}

// sameVersion imports what the SDK imports.
func sameVersion() (*resource.Resource, error) {
	return resource.Merge(resource.Default(), resource.NewWithAttributes(newer.SchemaURL, newer.ServiceName("shop")))
}

// alone is merged with nothing.
func alone() *resource.Resource { return helper.Attributes("shop") }

// errorIgnored uses the merged resource, which has all attributes.
func errorIgnored() *resource.Resource {
	r, _ := resource.Merge(resource.Default(), resource.NewWithAttributes("https://opentelemetry.io/schemas/1.20.0", newer.ServiceName("shop")))
	return r
}

// detectedWithSchema has detectors that follow the same schema.
func detectedWithSchema(ctx context.Context) (*resource.Resource, error) {
	return resource.New(ctx, resource.WithSchemaURL(newer.SchemaURL), resource.WithTelemetrySDK(), resource.WithHost())
}

// fromEnvironment has no detectors with a schema of their own.
func fromEnvironment(ctx context.Context) (*resource.Resource, error) {
	return resource.New(ctx, resource.WithSchemaURL("https://opentelemetry.io/schemas/1.20.0"), resource.WithFromEnv(), resource.WithAttributes(attribute.String("team", "orders")))
}

// chosenElsewhere merges a resource, a schema and options that come from outside.
func chosenElsewhere(ctx context.Context, r *resource.Resource, options []resource.Option) (*resource.Resource, error) {
	r, err := resource.Merge(r, resource.NewWithAttributes(os.Getenv("SCHEMA_URL"), newer.ServiceName("shop")))
	if err != nil {
		return nil, err
	}
	detected, err := resource.New(ctx, options...)
	if err != nil {
		return nil, err
	}
	return resource.Merge(r, detected)
}

// ofOtherPackage merges what another package has made.
func ofOtherPackage() (*resource.Resource, error) {
	return resource.Merge(resource.Empty(), helper.Attributes("shop"))
}
