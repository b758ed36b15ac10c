// Command goodprogram has its configuration watched by another package.
package main

import (
	"log"

	"github.com/fsnotify/fsnotify"
	"github.com/spf13/viper"

	"example.com/fixtures/unwatchedconfig/helper"
)

func main() {
	viper.SetConfigFile("config.yaml")
	viper.OnConfigChange(func(fsnotify.Event) { log.Print("reloaded") })
	helper.Watch(viper.GetViper())
}
