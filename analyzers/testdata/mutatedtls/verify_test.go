package mutatedtls

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"testing"
	"time"

	"google.golang.org/grpc"
)

// certificate returns a new certificate.
func certificate(t *testing.T, serial int64) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// shown returns the certificate that a server shows.
func shown(t *testing.T, lis net.Listener) []byte {
	t.Helper()
	conn, err := tls.Dial("tcp", lis.Addr().String(), &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0].Raw
}

func TestVerify(t *testing.T) {
	before, after := certificate(t, 1), certificate(t, 2)
	bad, good := newServer(before), newAsking(before)
	for _, test := range []struct {
		name   string
		server *grpc.Server
		reload func(tls.Certificate)
		want   tls.Certificate
	}{
		{"server", bad.grpc, bad.reload, before},
		{"asking", good.grpc, good.reload, after},
	} {
		lis, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go test.server.Serve(lis)
		defer test.server.Stop()
		if !bytes.Equal(shown(t, lis), before.Certificate[0]) {
			t.Errorf("%s does not show its first certificate", test.name)
		}
		test.reload(after)
		if !bytes.Equal(shown(t, lis), test.want.Certificate[0]) {
			t.Errorf("%s shows another certificate after the change", test.name)
		}
	}
}
