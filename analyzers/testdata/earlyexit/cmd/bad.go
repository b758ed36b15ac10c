// Command cmd leaves it to a library.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"

	"example.com/fixtures/earlyexit/helper"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	srv := &http.Server{Addr: ":8080"}
	if len(os.Args) > 1 {
		if err := helper.RunAll(ctx, srv); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := helper.Run(ctx, srv); err != nil { // want `helper.Run returns while its server is being shut down, and the process ends before that is done`
		log.Fatal(err)
	}
}
