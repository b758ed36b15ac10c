package nacosinstance

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"sync"
	"testing"

	"example.com/fixtures/nacosinstance/persistent"
	"github.com/nacos-group/nacos-sdk-go/v2/clients"
	"github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client"
	"github.com/nacos-group/nacos-sdk-go/v2/common/constant"
	"github.com/nacos-group/nacos-sdk-go/v2/vo"
)

// server is a Nacos that speaks HTTP only: what is about ephemeral instances
// does not get there.
type server struct {
	mu       sync.Mutex
	requests []*http.Request
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.ParseForm()
	s.requests = append(s.requests, r)
	w.Write([]byte("ok"))
}

// last returns the last request about an instance with the given method.
func (s *server) last(method string) url.Values {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.requests {
		if r.Method == method && r.URL.Path == "/nacos/v1/ns/instance" {
			return r.Form
		}
	}
	return nil
}

// start returns a client of the real SDK.
func start(t *testing.T) (*server, naming_client.INamingClient) {
	nacos := &server{}
	web := httptest.NewServer(nacos)
	t.Cleanup(web.Close)
	addr, _ := url.Parse(web.URL)
	port, _ := strconv.ParseUint(addr.Port(), 10, 64)
	client, err := clients.NewNamingClient(vo.NacosClientParam{
		ClientConfig:  constant.NewClientConfig(constant.WithTimeoutMs(100), constant.WithNotLoadCacheAtStart(true), constant.WithLogDir(t.TempDir()), constant.WithCacheDir(t.TempDir())),
		ServerConfigs: []constant.ServerConfig{*constant.NewServerConfig(addr.Hostname(), port, constant.WithGrpcPort(1))},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.CloseClient)
	return nacos, client
}

// TestVerify looks at what the SDK makes of parameters: where it sends the
// request to deregister, and what it says of an instance.
func TestVerify(t *testing.T) {
	nacos, client := start(t)
	(&registrar{client: client, ip: "10.0.0.5", port: 80, name: "users"}).deregister()
	persistentAsked := nacos.last(http.MethodDelete) != nil
	if fixed := os.Getenv("GOVLINT_FIXED") != ""; persistentAsked == fixed {
		t.Errorf("deregister: asks for a persistent instance: %t", persistentAsked)
	}
	if err := persistent.RegisterDisabled(client, "users", "10.0.0.5"); err != nil {
		t.Fatal(err)
	}
	if form := nacos.last(http.MethodPost); form.Get("enable") != "false" {
		t.Errorf("RegisterDisabled: %v", form)
	}
}

// TestVerifyGood does the same with what is right.
func TestVerifyGood(t *testing.T) {
	nacos, client := start(t)
	deregisterEphemeral(client, "users", "10.0.0.5", 80)
	if form := nacos.last(http.MethodDelete); form != nil {
		t.Errorf("deregisterEphemeral: %v", form)
	}
	if err := persistent.Register(client, "users", "10.0.0.5"); err != nil {
		t.Fatal(err)
	}
	if form := nacos.last(http.MethodPost); form.Get("enable") != "true" || form.Get("weight") == "0" {
		t.Errorf("Register: %v", form)
	}
}
