package unwatchedconfig

import (
	"sync"

	"github.com/fsnotify/fsnotify"
	"github.com/spf13/viper"

	"example.com/fixtures/unwatchedconfig/helper"
)

// watched has the file watched.
func watched(file string, reload func()) (string, error) {
	v := viper.New()
	v.SetConfigFile(file)
	if err := v.ReadInConfig(); err != nil {
		return "", err
	}
	v.OnConfigChange(func(fsnotify.Event) { reload() })
	v.WatchConfig()
	return v.GetString("name"), nil
}

// guarded wraps its configuration, and has it watched in another method.
type guarded struct {
	mu sync.RWMutex
	v  *viper.Viper
}

func newGuarded(file string) *guarded {
	g := &guarded{v: viper.New()}
	g.v.SetConfigFile(file)
	g.v.OnConfigChange(func(fsnotify.Event) {
		g.mu.Lock()
		defer g.mu.Unlock()
	})
	return g
}

func (g *guarded) watch() {
	start := g.v.WatchConfig
	start()
}

// handedOn has the file watched by another package.
func handedOn(file string, reload func()) {
	v := viper.New()
	v.SetConfigFile(file)
	v.OnConfigChange(func(fsnotify.Event) { reload() })
	helper.Watch(v)
}

// New returns the configuration, and the caller may have it watched.
func New(file string, reload func()) *viper.Viper {
	v := viper.New()
	v.SetConfigFile(file)
	v.OnConfigChange(func(fsnotify.Event) { reload() })
	return v
}

// Given is told of changes by whoever has made the configuration.
func Given(v *viper.Viper, reload func()) {
	v.OnConfigChange(func(fsnotify.Event) { reload() })
}

// global may be watched by any package of the program.
func global(reload func()) {
	viper.OnConfigChange(func(fsnotify.Event) { reload() })
}

// reread makes a new configuration for each look at the file.
func reread(file string) (string, error) {
	v := viper.New()
	v.SetConfigFile(file)
	err := v.ReadInConfig()
	return v.GetString("name"), err
}
