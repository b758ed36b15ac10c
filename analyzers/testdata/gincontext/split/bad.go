// Command split has its handlers in another package.
package main

import (
	"log"
	"net/http"

	"example.com/fixtures/gincontext/helper"
	"example.com/fixtures/gincontext/split/api"
)

func main() {
	router := api.Router(&helper.Orders{}) // want `^api.Router makes a router without ContextWithFallback, and a gin context is passed as a context \(example.com/fixtures/gincontext/split/api, api.go:15 and 1 more\): it is never cancelled, and has no deadline and no span$`
	if err := http.ListenAndServe(":8080", router); err != nil {
		log.Print(err)
	}
}
