package unwatchedconfig

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/spf13/viper"
)

// provider is a remote configuration that changes with each look at it.
type provider struct{ looks atomic.Int32 }

func (p *provider) Get(viper.RemoteProvider) (io.Reader, error) {
	p.looks.Add(1)
	return bytes.NewReader([]byte("name: changed")), nil
}

func (p *provider) Watch(rp viper.RemoteProvider) (io.Reader, error) { return p.Get(rp) }

func (p *provider) WatchChannel(viper.RemoteProvider) (<-chan *viper.RemoteResponse, chan bool) {
	return nil, nil
}

// changes reports whether a start with a file is told that the file changes.
func changes(t *testing.T, start func(file string, reload func())) bool {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.yaml")
	write(t, file, "name: first")
	told := make(chan struct{}, 16)
	start(file, func() { told <- struct{}{} })
	write(t, file, "name: second")
	select {
	case <-told:
		return true
	case <-time.After(300 * time.Millisecond):
		return false
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestVerify(t *testing.T) {
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	if told := changes(t, func(file string, reload func()) { load(file, reload) }); told && !fixed {
		t.Error("load is told of a change")
	}
	if !changes(t, func(file string, reload func()) { watched(file, reload) }) {
		t.Error("watched is not told of a change")
	}

	p := &provider{}
	viper.RemoteConfig = p
	viper.SupportedRemoteProviders = append(viper.SupportedRemoteProviders, "etcd3")
	s, err := remote(func() { t.Error("remote is told of a change") })
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	if p.looks.Load() != 1 || s.name() != "changed" {
		t.Errorf("the remote configuration is read %d times, want 1", p.looks.Load())
	}
}
