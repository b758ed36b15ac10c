package unboundedserver

import (
	"net"
	"net/http"
	"time"

	"example.com/fixtures/unboundedserver/helper"
)

// limited says how long a header may take.
func limited(lis net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	return server.Serve(lis)
}

// whole limits the body, too.
func whole(lis net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadTimeout: 5 * time.Second}
	return server.Serve(lis)
}

// later sets the limit before it serves.
func later(lis net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler}
	server.ReadHeaderTimeout = 5 * time.Second
	return server.Serve(lis)
}

// onPurpose has no limit, and says so.
func onPurpose(lis net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 0}
	return server.Serve(lis)
}

type config struct{ header time.Duration }

// configured gets what the configuration says, which is checked elsewhere.
func configured(addr string, c config) error {
	server := &http.Server{Addr: addr, ReadHeaderTimeout: c.header}
	return server.ListenAndServe()
}

// byHelper has a function set the limit.
func byHelper(addr string) error {
	server := &http.Server{Addr: addr}
	setLimits(server)
	return server.ListenAndServe()
}

func setLimits(server *http.Server) { server.ReadTimeout = time.Second }

// byPackage has another package do so.
func byPackage(addr string, handler http.Handler) error {
	server := &http.Server{Addr: addr, Handler: handler}
	helper.Configure(server)
	return server.ListenAndServe()
}

// byOptions has its callers do so.
func byOptions(addr string, handler http.Handler, options ...func(*http.Server)) error {
	server := &http.Server{Addr: addr, Handler: handler}
	for _, option := range options {
		option(server)
	}
	return server.ListenAndServe()
}

// inField sets the limit on the field that the server is kept in.
type inField struct{ server *http.Server }

func newInField(addr string, handler http.Handler) *inField {
	return &inField{server: &http.Server{Addr: addr, Handler: handler}}
}

func (f *inField) run() error {
	f.server.ReadHeaderTimeout = time.Second
	return f.server.ListenAndServe()
}

// Service lets others configure its server.
type Service struct {
	Server *http.Server
}

// NewService returns a service.
func NewService(addr string, handler http.Handler) *Service {
	return &Service{Server: &http.Server{Addr: addr, Handler: handler}}
}

// Run serves.
func (s *Service) Run() error { return s.Server.ListenAndServe() }

// Template is a server that has to be configured yet.
func Template(addr string) *http.Server { return &http.Server{Addr: addr} }

// given does not know where its server is from.
func given(server *http.Server) error { return server.ListenAndServe() }

// neverServed only answers.
func neverServed(w http.ResponseWriter, r *http.Request) {
	server := &http.Server{Handler: http.NotFoundHandler()}
	server.Handler.ServeHTTP(w, r)
}

// debug is for this machine alone.
func debug() error {
	go http.ListenAndServe("localhost:6060", nil)
	server := &http.Server{Addr: "127.0.0.1:6061"}
	return server.ListenAndServe()
}

const local = "localhost:6062"

// nextPort takes one that is free.
func nextPort() error {
	host, port, err := net.SplitHostPort(local)
	for err == nil && port != "6072" {
		err = http.ListenAndServe(net.JoinHostPort(host, port), nil)
		port = port[:3] + string(port[3]+1)
	}
	return err
}

// socket is, too.
func socket(path string, handler http.Handler) error {
	lis, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	return http.Serve(lis, handler)
}

// anySocket may be.
func anySocket(network, addr string, handler http.Handler) error {
	lis, err := net.Listen(network, addr)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler}
	return server.Serve(lis)
}
