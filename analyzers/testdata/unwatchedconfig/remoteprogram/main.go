// Command remoteprogram reads its configuration from etcd, once.
package main

import (
	"log"

	"github.com/fsnotify/fsnotify"
	"github.com/spf13/viper"
)

func main() {
	viper.SetConfigType("yaml")
	err := viper.AddRemoteProvider("etcd3", "http://127.0.0.1:2379", "/config/orders.yaml")
	if err != nil {
		log.Fatal(err)
	}
	viper.OnConfigChange(func(fsnotify.Event) { log.Print("reloaded") }) // want `nothing calls what viper\.OnConfigChange is given: the configuration is never watched, and a remote one calls nobody`
	if err := viper.WatchRemoteConfig(); err != nil {
		log.Fatal(err)
	}
}
