package consulcheck

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/consul/api"
)

// agent is what we need of a Consul agent: it validates what it is given as
// the real one does, and makes checks.
type agent struct {
	service *api.AgentServiceRegistration
	check   *api.AgentServiceCheck
}

func (a *agent) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.service, a.check = nil, nil
	var err error
	switch {
	case strings.HasSuffix(r.URL.Path, "/service/register"):
		a.service = &api.AgentServiceRegistration{}
		err = json.NewDecoder(r.Body).Decode(a.service)
		a.check = a.service.Check
		if len(a.service.Checks) > 0 {
			a.check = a.service.Checks[0]
		}
	case strings.HasSuffix(r.URL.Path, "/check/register"):
		registration := &api.AgentCheckRegistration{}
		err = json.NewDecoder(r.Body).Decode(registration)
		a.check = &registration.AgentServiceCheck
	}
	if err = cmp.Or(err, a.validate()); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}

func (a *agent) validate() error {
	if a.check == nil {
		return nil
	}
	for _, text := range []string{a.check.Interval, a.check.Timeout, a.check.TTL, a.check.DeregisterCriticalServiceAfter} {
		if _, err := time.ParseDuration(text); text != "" && err != nil {
			return fmt.Errorf("Request decode failed: %w", err)
		}
	}
	called := a.check.HTTP + a.check.TCP + a.check.UDP + a.check.GRPC + a.check.H2PING
	switch {
	case a.check.Interval != "" && a.check.TTL != "":
		return fmt.Errorf("Interval and TTL cannot both be specified")
	case called != "" && a.check.Interval == "":
		return fmt.Errorf("Interval must be > 0 for Script, HTTP, H2PING, TCP, UDP or OSService checks")
	}
	return nil
}

// passes makes the check once.
func (a *agent) passes() bool {
	if a.check.HTTP != "" {
		resp, err := http.Get(a.check.HTTP)
		return err == nil && resp.StatusCode == http.StatusOK
	}
	conn, err := net.Dial("tcp", a.check.TCP)
	if err == nil {
		conn.Close()
	}
	return err == nil
}

// asked returns how long a service may be critical, as it asks for.
func (a *agent) asked() time.Duration {
	d, _ := time.ParseDuration(a.check.DeregisterCriticalServiceAfter)
	return d
}

// TestVerify registers checks with an agent.
func TestVerify(t *testing.T) {
	a := &agent{}
	server := httptest.NewServer(a)
	defer server.Close()
	client, err := api.NewClient(&api.Config{Address: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	healthy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer healthy.Close()
	addr := healthy.Listener.Addr().(*net.TCPAddr)
	for name, err := range map[string]error{
		"withoutUnit": withoutUnit(client, "127.0.0.1", addr.Port),
		"both":        both(client, addr.String()),
		"never":       never(client, addr.String()),
	} {
		if err == nil || !strings.Contains(err.Error(), "400") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, f := range map[string]func() error{
		"noScheme": func() error { return noScheme(client) },
		"schemes":  func() error { return schemes(client, "127.0.0.1", addr.Port) },
	} {
		if err := f(); err != nil || a.passes() {
			t.Errorf("%s: %v, or the check passes", name, err)
		}
	}
	if err := tooSoon(client, "127.0.0.1", addr.Port); err != nil || !a.passes() {
		t.Errorf("tooSoon: %v", err)
	}
	if least := a.asked() >= time.Minute; least != (os.Getenv("GOVLINT_FIXED") != "") {
		t.Errorf("tooSoon: asks for %s, and gets a minute", a.asked())
	}
	for name, f := range map[string]func() error{
		"complete":   func() error { return complete(client, "127.0.0.1", addr.Port) },
		"configured": func() error { return configured(client, addr.String(), "10s", "5m", time.Second) },
		"eitherOr":   func() error { return eitherOr(client, addr.String(), "10s", "") },
	} {
		if err := f(); err != nil || !a.passes() {
			t.Errorf("%s: %v, or the check does not pass", name, err)
		}
	}
}
