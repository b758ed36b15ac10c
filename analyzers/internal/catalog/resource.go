package catalog

import "github.com/govlint/govlint/analyzers/internal/symbol"

// Semconv is the path below which each version of OpenTelemetry's semantic
// conventions has a package.
const Semconv = "go.opentelemetry.io/otel/semconv/v"

// How OpenTelemetry's resources come by the schema that they say to follow:
// the URL given, none, the SDK's own, or what is agreed on.
var (
	SchemaGiven = symbol.Of(
		"go.opentelemetry.io/otel/sdk/resource.NewWithAttributes", "go.opentelemetry.io/otel/sdk/resource.WithSchemaURL",
	)
	SchemaNone = symbol.Of(
		"go.opentelemetry.io/otel/sdk/resource.NewSchemaless", "go.opentelemetry.io/otel/sdk/resource.Empty",
		"go.opentelemetry.io/otel/sdk/resource.Environment", "go.opentelemetry.io/otel/sdk/resource.EnvironmentWithContext",
		"go.opentelemetry.io/otel/sdk/resource.WithAttributes", "go.opentelemetry.io/otel/sdk/resource.WithFromEnv",
	)
	SchemaOfSDK = symbol.Of(
		"go.opentelemetry.io/otel/sdk/resource.Default", "go.opentelemetry.io/otel/sdk/resource.DefaultWithContext",
		"go.opentelemetry.io/otel/sdk/resource.WithHost", "go.opentelemetry.io/otel/sdk/resource.WithTelemetrySDK",
		"go.opentelemetry.io/otel/sdk/resource.WithOS", "go.opentelemetry.io/otel/sdk/resource.WithOSType",
		"go.opentelemetry.io/otel/sdk/resource.WithOSDescription",
		"go.opentelemetry.io/otel/sdk/resource.WithProcess", "go.opentelemetry.io/otel/sdk/resource.WithProcessPID",
		"go.opentelemetry.io/otel/sdk/resource.WithProcessExecutableName",
		"go.opentelemetry.io/otel/sdk/resource.WithProcessExecutablePath",
		"go.opentelemetry.io/otel/sdk/resource.WithProcessCommandArgs",
		"go.opentelemetry.io/otel/sdk/resource.WithProcessRuntimeName",
		"go.opentelemetry.io/otel/sdk/resource.WithProcessRuntimeVersion",
		"go.opentelemetry.io/otel/sdk/resource.WithProcessRuntimeDescription",
	)
	SchemaMerged  = symbol.Of("go.opentelemetry.io/otel/sdk/resource.Merge")
	SchemaOptions = symbol.Of("go.opentelemetry.io/otel/sdk/resource.New")
)

// SchemaConflict is the error of resources that do not agree on a schema.
const SchemaConflict = "ErrSchemaURLConflict"
