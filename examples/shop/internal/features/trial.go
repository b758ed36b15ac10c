package features

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"github.com/spf13/viper"
)

// Trial is a feature that some of the customers see.
type Trial struct {
	settings *viper.Viper
}

// NewTrial begins with nobody.
func NewTrial() *Trial {
	settings := viper.New()
	settings.SetDefault("percent", 0)
	return &Trial{settings: settings}
}

// Handler shows the trial and changes it.
func (t *Trial) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /trial", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, t.settings.GetInt("percent"))
	})
	mux.HandleFunc("PUT /trial", func(w http.ResponseWriter, r *http.Request) {
		percent, err := strconv.Atoi(r.FormValue("percent"))
		if err != nil {
			http.Error(w, "percent is not a number", http.StatusBadRequest)
			return
		}
		t.settings.Set("percent", percent)
		w.WriteHeader(http.StatusNoContent)
	})
	return mux
}

// Limits are how much customers may order.
type Limits struct {
	mu       sync.RWMutex
	settings *viper.Viper
}

// NewLimits begins with ten of each.
func NewLimits() *Limits {
	settings := viper.New()
	settings.SetDefault("lines", 10)
	return &Limits{settings: settings}
}

// ServeHTTP shows the limit, and changes it when it is sent one.
func (l *Limits) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPut {
		fmt.Fprintln(w, l.lines())
		return
	}
	lines, err := strconv.Atoi(r.FormValue("lines"))
	if err != nil {
		http.Error(w, "lines is not a number", http.StatusBadRequest)
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.settings.Set("lines", lines)
	w.WriteHeader(http.StatusNoContent)
}

func (l *Limits) lines() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.settings.GetInt("lines")
}
