// Command app pings a host until it is interrupted.
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"time"
)

// main leaves its cancel functions to the end of the process.
func main() {
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt)
	pingCtx, cancel := context.WithTimeout(ctx, time.Second)
	if len(os.Args) != 2 {
		log.Print("usage: app host")
		return
	}
	if err := ping(pingCtx, os.Args[1]); err != nil {
		log.Print(err)
		return
	}
	cancel()
	<-ctx.Done()
}

func ping(ctx context.Context, host string) error {
	log.Printf("ping %s", host)
	return ctx.Err()
}
