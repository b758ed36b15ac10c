package unwatchedconfig

import (
	"sync/atomic"

	"github.com/fsnotify/fsnotify"
	"github.com/spf13/viper"
)

// load reads a file, and would like to know when it changes.
func load(file string, reload func()) (string, error) {
	v := viper.New()
	v.SetConfigFile(file)
	if err := v.ReadInConfig(); err != nil {
		return "", err
	}
	v.OnConfigChange(func(fsnotify.Event) { reload() }) // want `nothing calls what v\.OnConfigChange is given: the configuration is never watched`
	return v.GetString("name"), nil
}

// settings keeps its configuration in a field.
type settings struct {
	v       *viper.Viper
	reloads atomic.Int32
}

func newSettings(file string) *settings {
	s := &settings{v: viper.New()}
	s.v.SetConfigFile(file)
	return s
}

func (s *settings) start() error {
	s.v.OnConfigChange(func(fsnotify.Event) { // want `nothing calls what s\.v\.OnConfigChange is given: the configuration is never watched`
		s.reloads.Add(1)
	})
	return s.v.ReadInConfig()
}

func (s *settings) name() string { return s.v.GetString("name") }

// remote reads a key of etcd.
func remote(reload func()) (*settings, error) {
	v := viper.New()
	v.SetConfigType("yaml")
	if err := v.AddRemoteProvider("etcd3", "http://127.0.0.1:2379", "/config/orders.yaml"); err != nil {
		return nil, err
	}
	v.OnConfigChange(func(fsnotify.Event) { reload() }) // want `nothing calls what v\.OnConfigChange is given: the configuration is never watched, and a remote one calls nobody`
	if err := v.WatchRemoteConfig(); err != nil {
		return nil, err
	}
	s := &settings{v: v}
	return s, nil
}
