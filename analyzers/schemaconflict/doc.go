// Package schemaconflict reports OpenTelemetry resources whose semantic conventions contradict each other.
//
// # Scene
//
// The service's attributes are merged with those of the SDK, each under the version
// of the semantic conventions that its code imports:
//
//	import semconv "go.opentelemetry.io/otel/semconv/v1.26.0"
//
//	res, err := resource.Merge(resource.Default(),
//		resource.NewWithAttributes(semconv.SchemaURL, semconv.ServiceName("shop")))
//
// Or resource.New is given WithSchemaURL beside detectors of the SDK.
//
// # Symptom
//
// It works until the next upgrade of the SDK. Then the service does not start, or
// starts without tracing:
//
//	conflicting Schema URL: https://opentelemetry.io/schemas/1.43.0 and https://opentelemetry.io/schemas/1.26.0
//
// Tests that do not set up telemetry pass.
//
// # Cause
//
// resource.Default and the detectors of package resource use the version of the
// conventions that the SDK was built with, which changes from release to release
// (read: sdk v1.47.0, which has 1.43.0). Merge returns an error for resources with
// two different schema URLs; one without a URL agrees with any other.
//
// # Fix
//
// Leave the schema to the SDK:
//
//	resource.NewSchemaless(semconv.ServiceName("shop"))
//
// This is a safe fix: the attributes stay as they are, and the next upgrade changes
// nothing. Drop WithSchemaURL from resource.New for the same reason. Importing the
// SDK's version of the conventions works too, until the next
// upgrade.
//
// # Verify
//
// go test ./schemaconflict -run TestVerify
//
// # Limits
//
// The version of the SDK is read from what its package resource imports; where that
// can not be told, the rule is silent. So it is about resources that come from a
// parameter, a field or a function of another package, about detectors of other
// modules, and about detectors that may find nothing (containers, the environment).
//
// Silent where the error is discarded, as the merged resource is then used, which has
// all attributes and no schema, and in packages that ask for
// resource.ErrSchemaURLConflict.
//
// The documentation of older releases, and articles after it, show NewWithAttributes
// with semconv.SchemaURL. That is right for a resource that is not merged.
// resource.MustNewSchemaVersion, which an article recommends, does not exist.
package schemaconflict
