package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"example.com/fixtures/lostderegister/goodserver"
	"example.com/fixtures/lostderegister/helper"
	"github.com/hashicorp/consul/api"
)

// agent is a Consul that sends on what it is asked.
func agent(t *testing.T) (addr string, asked chan *http.Request) {
	asked = make(chan *http.Request, 10)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		var service api.AgentServiceRegistration
		if json.NewDecoder(r.Body).Decode(&service) == nil && service.Check != nil {
			r.Header.Set("Expires", service.Check.DeregisterCriticalServiceAfter)
		}
		asked <- r
	}))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://"), asked
}

// deregisters runs a function in a process of its own, ends that with a
// signal, and returns whether it has deregistered.
func deregisters(t *testing.T, function string) bool {
	t.Helper()
	addr, asked := agent(t)
	cmd := exec.Command(os.Args[0], "-test.run=^TestProcess$")
	cmd.Env = append(os.Environ(), "LOSTDEREGISTER="+function, "CONSUL_HTTP_ADDR="+addr)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if r := <-asked; !strings.HasSuffix(r.URL.Path, "/service/register") {
		t.Fatalf("%s: %s", function, r.URL)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	select {
	case r := <-asked:
		return strings.HasSuffix(r.URL.Path, "/service/deregister/orders-1")
	default:
		return false
	}
}

// TestVerify stops a program that has a deferred call to deregister.
func TestVerify(t *testing.T) {
	if deregisters(t, "killed") {
		t.Error("killed deregisters")
	}
	if !deregisters(t, "goodserver.Run") {
		t.Error("goodserver.Run does not deregister")
	}
}

// TestVerifyStays looks at what Consul is told of the end of a registration.
func TestVerifyStays(t *testing.T) {
	addr, asked := agent(t)
	client, err := api.NewClient(&api.Config{Address: addr})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Register": "", "Expiring": "1m"} {
		register := map[string]func(*api.Client, string, string, int) error{"Register": helper.Register, "Expiring": helper.Expiring}[name]
		if err := register(client, "orders-1", "10.0.0.5", 8080); err != nil {
			t.Fatal(err)
		}
		if r := <-asked; r.Header.Get("Expires") != want {
			t.Errorf("%s: ends after %q, want %q", name, r.Header.Get("Expires"), want)
		}
	}
}

// TestProcess is the process that is stopped.
func TestProcess(t *testing.T) {
	function := os.Getenv("LOSTDEREGISTER")
	if function == "" {
		t.Skip("run by TestVerify")
	}
	client, err := api.NewClient(api.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	run := map[string]func(*api.Client, *http.Server) error{"killed": killed, "goodserver.Run": goodserver.Run}[function]
	if err := run(client, &http.Server{Addr: "127.0.0.1:0"}); err != nil {
		t.Log(err)
	}
}
