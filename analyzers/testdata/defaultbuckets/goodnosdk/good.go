// Command goodnosdk never sets up metrics.
package main

import (
	"context"

	"go.opentelemetry.io/otel"

	"example.com/fixtures/defaultbuckets/helper"
)

func main() {
	if latency, err := helper.Latency(otel.Meter("shop")); err == nil {
		latency.Record(context.Background(), 0.02)
	}
}
