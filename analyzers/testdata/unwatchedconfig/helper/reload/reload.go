// Package reload tells of changes of the global configuration.
package reload

import (
	"github.com/fsnotify/fsnotify"
	"github.com/spf13/viper"
)

// Start has a function called when the configuration changes.
func Start(reload func()) {
	viper.OnConfigChange(func(fsnotify.Event) { reload() })
}
