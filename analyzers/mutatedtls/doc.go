// Package mutatedtls reports TLS configurations that change after they were handed over.
//
// # Scene
//
// A server keeps its TLS configuration, and puts a renewed certificate into it:
//
//	s.config = &tls.Config{Certificates: []tls.Certificate{cert}}
//	s.grpc = grpc.NewServer(grpc.Creds(credentials.NewTLS(s.config)))
//
//	func (s *server) reload(cert tls.Certificate) {
//		s.config.Certificates = []tls.Certificate{cert}
//	}
//
// # Symptom
//
// The certificate on disk is new, the log says "reloaded", and clients still get the
// old one, until it has expired: "x509: certificate has expired or is not yet valid".
// With tls.NewListener the new one arrives, and the race detector finds a data race;
// a handshake may see half of the change.
//
// # Cause
//
// credentials.NewTLS and http.Server make a copy of the configuration; a change of
// the original never reaches them. tls.NewListener, tls.Server and tls.Client keep the
// original and read it in each handshake without a lock. The documentation of
// tls.Config forbids changes after it has been passed to a function (read: crypto/tls
// of Go 1.26, grpc v1.85.0). Articles that say gRPC notices the change are wrong.
//
// # Fix
//
// Give the configuration a function that is asked in each handshake:
//
//	&tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
//		return current.Load(), nil
//	}}
//
// For other fields there is GetConfigForClient.
//
// # Verify
//
// go test ./mutatedtls -run TestVerify
//
// # Limits
//
// A change counts if it certainly comes later: behind the hand-over in the same
// function, in a request handler, in a goroutine, or in a function that is named for
// it (reload, rotate, renew, refresh). Silent on purpose: other functions, which may
// run before the hand-over, such as options and setters; configurations that a
// function clones, or makes, and changes before it lets go of them; and fields other than
// Certificates, RootCAs and ClientCAs. What another package has handed over counts if it
// is in an exported variable or field, and that package is imported, directly or not.
//
// It is a preview: forty repositories and their bugs have given nothing to judge, and
// whether a function runs late is partly told by its name.
package mutatedtls
