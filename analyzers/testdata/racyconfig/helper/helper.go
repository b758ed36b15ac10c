// Package helper reads configurations.
package helper

import "github.com/spf13/viper"

// Fresh returns a new configuration.
func Fresh(file string) (*viper.Viper, error) {
	v := viper.New()
	v.SetConfigFile(file)
	return v, v.ReadInConfig()
}
