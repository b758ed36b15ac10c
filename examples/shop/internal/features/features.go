// Package features knows which features of the shop are switched on.
package features

import (
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"

	"github.com/fsnotify/fsnotify"
	"github.com/spf13/viper"
)

// Switches are read from a file, and again when it changes.
type Switches struct {
	file *viper.Viper
	gift atomic.Bool
}

// Open reads a file.
func Open(name string) (*Switches, error) {
	s := &Switches{file: viper.New()}
	s.file.SetConfigFile(name)
	if err := s.file.ReadInConfig(); err != nil {
		return nil, fmt.Errorf("read the switches: %w", err)
	}
	s.update()
	s.file.OnConfigChange(func(e fsnotify.Event) {
		slog.Info("switches", "event", e.Op.String())
		s.update()
	})
	s.file.WatchConfig()
	return s, nil
}

func (s *Switches) update() { s.gift.Store(s.file.GetBool("gift")) }

// Gift reports whether orders may be gifts.
func (s *Switches) Gift() bool { return s.gift.Load() }

// Banner is the line above all pages.
type Banner struct {
	file *viper.Viper
	text atomic.Pointer[string]
}

// OpenBanner reads the banner from a file.
func OpenBanner(name string) (*Banner, error) {
	b := &Banner{file: viper.New()}
	b.file.SetConfigFile(name)
	if err := b.file.ReadInConfig(); err != nil {
		return nil, fmt.Errorf("read the banner: %w", err)
	}
	b.update()
	b.file.OnConfigChange(func(fsnotify.Event) { b.update() })
	return b, nil
}

func (b *Banner) update() {
	text := b.file.GetString("banner")
	b.text.Store(&text)
}

// ServeHTTP shows the banner.
func (b *Banner) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	if _, err := fmt.Fprintln(w, *b.text.Load()); err != nil {
		slog.Warn("banner", "error", err)
	}
}
