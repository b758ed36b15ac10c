// Package helper reads configurations.
package helper

import (
	"fmt"
	"net/http"
	"sync"

	"github.com/spf13/viper"
)

// Fresh returns a new configuration.
func Fresh(file string) (*viper.Viper, error) {
	v := viper.New()
	v.SetConfigFile(file)
	return v, v.ReadInConfig()
}

// Settings are what handlers of several packages go by; Limits are too.
var Settings, Limits = viper.New(), viper.New()

// Page has a configuration of its own.
type Page struct {
	Config *viper.Viper
	Static *viper.Viper
}

func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, p.Config.GetString("title"))
}

// Show answers with a setting.
func Show(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, Settings.GetString("greeting"))
}

var mu sync.RWMutex

// Limit answers with a limit, under a lock.
func Limit(w http.ResponseWriter, r *http.Request) {
	mu.RLock()
	defer mu.RUnlock()
	fmt.Fprintln(w, Limits.GetInt("requests"))
}
