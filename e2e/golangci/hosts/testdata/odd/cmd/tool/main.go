// Tool is a command.
package main

import "context"

func main() {
	ctx, _ := context.WithCancel(context.Background())
	work(ctx)
}

func work(ctx context.Context) {
	ctx, _ = context.WithCancel(ctx)
	<-ctx.Done()
}
