package plaintexttls

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// certificate returns the one that httptest has.
func certificate() tls.Certificate {
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	return server.TLS.Certificates[0]
}

// encrypted starts a server on a free port and reports whether it speaks TLS.
func encrypted(t *testing.T, start func(addr string)) bool {
	t.Helper()
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := lis.Addr().String()
	lis.Close()
	go start(addr)
	for range 200 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			time.Sleep(5 * time.Millisecond)
			continue
		}
		defer conn.Close()
		return tls.Client(conn, &tls.Config{InsecureSkipVerify: true}).Handshake() == nil
	}
	t.Fatal("no server")
	return false
}

var nothing = http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})

func TestVerify(t *testing.T) {
	cert := certificate()
	for name, start := range map[string]func(addr string){
		"listen": func(addr string) { listen(addr, nothing, cert) },
		"serve":  func(addr string) { serve(addr, nothing, cert) },
		"api":    func(addr string) { newAPI(nothing, cert).run(addr) },
	} {
		if encrypted(t, start) {
			t.Errorf("%s speaks TLS", name)
		}
	}
	for name, start := range map[string]func(addr string){
		"listenTLS": func(addr string) { listenTLS(addr, nothing, cert) },
		"wrapped":   func(addr string) { wrapped(addr, cert, nothing) },
	} {
		if !encrypted(t, start) {
			t.Errorf("%s does not speak TLS", name)
		}
	}
}
