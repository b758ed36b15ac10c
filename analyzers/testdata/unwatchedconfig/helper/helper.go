// Package helper reads and watches configurations.
package helper

import (
	"github.com/spf13/viper"
)

// Watch has a configuration watched.
func Watch(v *viper.Viper) { v.WatchConfig() }
