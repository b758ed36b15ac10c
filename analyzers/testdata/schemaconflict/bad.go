// Package schemaconflict sets up a shop's telemetry.
package schemaconflict

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/resource"
	semconv "go.opentelemetry.io/otel/semconv/v1.26.0"
)

func merged() (*resource.Resource, error) {
	return resource.Merge( // want `^resource.Merge always fails: resource.Default follows schema 1\.\d+\.0, and resource.NewWithAttributes follows 1.26.0$`
		resource.Default(),
		resource.NewWithAttributes(
			semconv.SchemaURL,
			semconv.ServiceName("shop"),
			attribute.String("team", "orders"),
		),
	)
}

// theOtherWayRound lets the SDK's attributes win.
func theOtherWayRound() (*resource.Resource, error) {
	own := resource.NewWithAttributes(semconv.SchemaURL, semconv.ServiceName("shop"))
	r, err := resource.Merge(own, resource.Default()) // want `resource.NewWithAttributes follows schema 1.26.0, and resource.Default follows`
	if err != nil {
		return nil, err
	}
	return r, nil
}

func attributes() *resource.Resource {
	return resource.NewWithAttributes(semconv.SchemaURL, semconv.ServiceName("shop"))
}

// throughHelper gets its own attributes from a function.
func throughHelper() (*resource.Resource, error) {
	return resource.Merge(resource.Default(), attributes()) // want `resource.Merge always fails`
}

// detected gives detectors of the SDK a schema of its own.
func detected(ctx context.Context) (*resource.Resource, error) {
	return resource.New(ctx, // want `^resource.New always fails: resource.WithHost follows schema 1\.\d+\.0, and resource.WithSchemaURL follows 1.26.0$`
		resource.WithHost(),
		resource.WithAttributes(semconv.ServiceName("shop")),
		resource.WithSchemaURL(semconv.SchemaURL),
	)
}

// mergedTwice merges with what was merged before.
func mergedTwice() (*resource.Resource, error) {
	base, err := resource.Merge(resource.Default(), resource.NewSchemaless(attribute.String("team", "orders")))
	if err != nil {
		return nil, err
	}
	return resource.Merge(base, resource.NewWithAttributes("https://opentelemetry.io/schemas/1.20.0", semconv.ServiceName("shop"))) // want `follows 1.20.0`
}
