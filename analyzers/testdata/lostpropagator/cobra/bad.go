// Command cobra has another package set up tracing.
package main

import (
	"context"
	"log"

	"github.com/spf13/cobra"
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"google.golang.org/grpc"

	"example.com/fixtures/lostpropagator/helper"
)

func main() {
	command := &cobra.Command{Use: "serve", RunE: func(cmd *cobra.Command, _ []string) error { return serve(cmd.Context()) }}
	if err := command.Execute(); err != nil {
		log.Print(err)
	}
}

func serve(ctx context.Context) error {
	tracing := helper.Start() // want `^helper.Start sets up tracing, but the program never sets a propagator`
	defer tracing.Stop(context.WithoutCancel(ctx))
	server := grpc.NewServer(grpc.StatsHandler(otelgrpc.NewServerHandler()))
	defer server.Stop()
	<-ctx.Done()
	return ctx.Err()
}
