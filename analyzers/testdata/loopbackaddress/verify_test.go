package loopbackaddress

import (
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/hashicorp/consul/api"
)

// registered returns the address that an agent is told.
func registered(t *testing.T, f func(*api.Client, int) error) string {
	t.Helper()
	var told api.AgentServiceRegistration
	agent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		json.NewDecoder(r.Body).Decode(&told)
	}))
	defer agent.Close()
	client, err := api.NewClient(&api.Config{Address: agent.URL})
	if err != nil {
		t.Fatal(err)
	}
	if err := f(client, 8080); err != nil {
		t.Fatal(err)
	}
	return told.Address
}

// TestVerify asks which addresses mean the host of whoever dials them.
func TestVerify(t *testing.T) {
	for name, f := range map[string]func(*api.Client, int) error{"consul": consul, "assigned": assigned} {
		addrs, err := net.LookupIP(registered(t, f))
		if err != nil || !addrs[0].IsLoopback() {
			t.Errorf("%s: %v, %v", name, addrs, err)
		}
	}
	t.Setenv("POD_IP", "10.0.0.7")
	for name, f := range map[string]func(*api.Client, int) error{"nodes": nodes, "overridden": overridden, "fixed": fixed} {
		if ip := net.ParseIP(registered(t, f)); ip != nil && ip.IsLoopback() {
			t.Errorf("%s: %v", name, ip)
		}
	}
}
