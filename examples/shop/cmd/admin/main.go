// Command admin is where the staff looks after the shop.
package main

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/sync/errgroup"

	"example.com/shop/internal/features"
	"example.com/shop/internal/metrics"
	"example.com/shop/internal/secure"
)

const (
	certFile  = "/etc/shop/tls.crt"
	keyFile   = "/etc/shop/tls.key"
	authority = "/etc/shop/partners.pem"
)

func main() {
	if err := run(); err != nil {
		slog.Error("admin", "error", err)
		os.Exit(1)
	}
}

func run() error {
	pages, err := pages(os.Getenv("SHOP_ADMIN_KEY"))
	if err != nil {
		return err
	}
	staff, err := secure.NewServer(":8443", certFile, keyFile, pages)
	if err != nil {
		return err
	}
	cert, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		return fmt.Errorf("read the certificate: %w", err)
	}
	partners, err := secure.NewPartners(":9443", authority, cert, pages)
	if err != nil {
		return err
	}
	go renew(staff, partners)
	var group errgroup.Group
	group.Go(staff.Serve)
	group.Go(partners.Serve)
	return group.Wait()
}

// renew reads the certificates again when it is told to.
func renew(staff *secure.Server, partners *secure.Partners) {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	for range hup {
		if err := staff.Renew(); err != nil {
			slog.Error("renew", "error", err)
		}
		if err := partners.Reload(); err != nil {
			slog.Error("reload", "error", err)
		}
	}
}

// pages returns what the staff sees.
func pages(key string) (http.Handler, error) {
	switches, err := features.Open("/etc/shop/switches.yaml")
	if err != nil {
		return nil, err
	}
	banner, err := features.OpenBanner("/etc/shop/banner.yaml")
	if err != nil {
		return nil, err
	}
	registry := prometheus.NewRegistry()
	requests := metrics.NewRequests(registry)
	metrics.Deliveries(registry, []string{"north", "south"})
	metrics.Levels([]string{"north", "south"})

	r := chi.NewRouter()
	r.Use(requests.Observe)
	r.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	r.Handle("/banner", banner)
	r.Group(func(r chi.Router) {
		r.Use(requests.Guard(key))
		r.Handle("/limits", features.NewLimits())
		r.Handle("/trial", features.NewTrial().Handler())
		r.Get("/gift", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, switches.Gift()) })
	})
	return r, nil
}
