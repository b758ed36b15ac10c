package racyconfig

import (
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/viper"

	"example.com/fixtures/racyconfig/helper"
)

// follow brings the global configuration up to date.
func follow(every time.Duration) {
	go func() {
		for range time.Tick(every) {
			_ = viper.WatchRemoteConfig() // want `viper\.WatchRemoteConfig writes to the configuration while greet may read it: a viper has no lock`
		}
	}()
}

func greet(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, viper.GetString("greeting"))
}

// server has a configuration of its own.
type server struct {
	v    *viper.Viper
	stop chan struct{}
}

func (s *server) start() {
	go s.refresh()
}

func (s *server) refresh() {
	for {
		select {
		case <-s.stop:
			return
		default:
			s.v.Set("now", time.Now().String()) // want `s\.v\.Set writes to the configuration while ServeHTTP may read it: a viper has no lock`
		}
	}
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, s.v.GetString("now"))
}

// admin changes a setting by request.
type admin struct{ v *viper.Viper }

func (a *admin) change(w http.ResponseWriter, r *http.Request) {
	a.v.Set(r.FormValue("key"), r.FormValue("value")) // want `a\.v\.Set writes to the configuration while show may read it: a viper has no lock`
}

func (a *admin) show(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, a.v.AllSettings())
}

// poll reads while the library reads the remote configuration.
func poll(v *viper.Viper, use func(string)) error {
	if err := v.WatchRemoteConfigOnChannel(); err != nil { // want `v\.WatchRemoteConfigOnChannel writes to the configuration while poll may read it: a viper has no lock`
		return err
	}
	for {
		use(v.GetString("name"))
		time.Sleep(time.Second)
	}
}

// shared brings up to date what handlers of another package read.
func shared(every time.Duration) {
	go func() {
		for now := range time.Tick(every) {
			helper.Settings.Set("greeting", now.String()) // want `helper\.Settings\.Set writes to the configuration while helper\.Show may read it: a viper has no lock`
		}
	}()
}

// retitle changes the title of a page by and by.
func retitle(page *helper.Page, titles <-chan string) {
	go func() {
		for title := range titles {
			page.Config.Set("title", title) // want `page\.Config\.Set writes to the configuration while helper\.ServeHTTP may read it: a viper has no lock`
		}
	}()
}
