// Command program reads its configuration once.
package main

import (
	"log"

	"github.com/spf13/viper"

	"example.com/fixtures/unwatchedconfig/helper/reload"
)

func main() {
	viper.SetConfigFile("config.yaml")
	reload.Start(func() { log.Print("reloaded") }) // want `nothing calls what reload\.Start is given: the configuration is never watched`
	log.Print(viper.GetString("name"), viper.ReadInConfig())
}
