// Package helper has resources for schemaconflict.
package helper

import (
	"go.opentelemetry.io/otel/sdk/resource"
	semconv "go.opentelemetry.io/otel/semconv/v1.26.0"
)

// Attributes are those of a service. What they are merged with is not known.
func Attributes(name string) *resource.Resource {
	return resource.NewWithAttributes(semconv.SchemaURL, semconv.ServiceName(name))
}
