package racyconfig

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spf13/viper"

	"example.com/fixtures/racyconfig/helper"
)

// swapped reads each new configuration into a viper of its own.
type swapped struct{ current atomic.Pointer[viper.Viper] }

func (s *swapped) start(file string, every time.Duration) {
	go func() {
		for range time.Tick(every) {
			if v, err := helper.Fresh(file); err == nil {
				v.Set("read", time.Now())
				s.current.Store(v)
			}
		}
	}()
}

func (s *swapped) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, s.current.Load().GetString("greeting"))
}

// guarded has a lock.
type guarded struct {
	mu sync.RWMutex
	v  *viper.Viper
}

func (g *guarded) start(every time.Duration) {
	go func() {
		for range time.Tick(every) {
			g.set("now", time.Now().String())
			g.mu.Lock()
			g.setLocked("ticks", "one more")
			g.mu.Unlock()
		}
	}()
}

func (g *guarded) set(key, value string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.setLocked(key, value)
}

// setLocked is called with the lock held.
func (g *guarded) setLocked(key, value string) { g.v.Set(key, value) }

func (g *guarded) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	fmt.Fprintln(w, g.v.GetString("now"))
}

// fixed is written before anybody reads it.
type fixed struct{ v *viper.Viper }

func newFixed() *fixed {
	v := viper.New()
	v.Set("greeting", "hello")
	return &fixed{v}
}

func (f *fixed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, f.v.GetString("greeting"))
}

// waited waits for the goroutine that writes.
func waited(v *viper.Viper) string {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		v.Set("name", "x")
	}()
	wg.Wait()
	return v.GetString("name")
}

// before reads before there is a goroutine that writes.
func before(v *viper.Viper, every time.Duration) string {
	name := v.GetString("name")
	go func() {
		for range time.Tick(every) {
			_ = v.WatchRemoteConfig()
		}
	}()
	return name
}

// alone is the only one to use its configuration.
func alone(v *viper.Viper, every time.Duration, use func(string)) {
	go func() {
		for range time.Tick(every) {
			_ = v.WatchRemoteConfig()
			use(v.GetString("name"))
		}
	}()
}

// other reads another configuration than the one that is written.
type other struct{ written, read *viper.Viper }

func (o *other) start(every time.Duration) {
	go func() {
		for range time.Tick(every) {
			o.written.Set("now", time.Now())
		}
	}()
}

func (o *other) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, o.read.GetString("greeting"))
}

// limited changes what another package reads under a lock.
func limited(limits <-chan int) {
	go func() {
		for limit := range limits {
			helper.Limits.Set("requests", limit)
		}
	}()
}

// beside changes what the page does not read.
func beside(page *helper.Page, titles <-chan string) {
	go func() {
		for title := range titles {
			page.Static.Set("title", title)
		}
	}()
}

// beforehand sets what handlers read later.
func beforehand(greeting string) { helper.Settings.Set("greeting", greeting) }
