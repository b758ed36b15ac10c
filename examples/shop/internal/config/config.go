// Package config reads the settings of the shop's processes from their
// environment.
package config

import (
	"os"
	"strings"
	"time"
)

// Config holds what every process of the shop needs.
type Config struct {
	HTTPAddr      string        // where the HTTP API listens
	GRPCAddr      string        // where the gRPC services listen
	AdvertiseHost string        // the host that other processes reach us at
	Etcd          []string      // etcd endpoints
	DatabaseURL   string        // Postgres
	Mongo         string        // URI of MongoDB
	Redis         string        // address of Redis
	Inventory     string        // target of the inventory service
	Collector     string        // OpenTelemetry collector, host:port
	CallBudget    time.Duration // limit for one call to another service
}

// FromEnv returns the configuration, with defaults for a local set-up.
func FromEnv() Config {
	return Config{
		HTTPAddr:      lookup("SHOP_HTTP_ADDR", ":8080"),
		GRPCAddr:      lookup("SHOP_GRPC_ADDR", ":9090"),
		AdvertiseHost: lookup("SHOP_ADVERTISE_HOST", "shop.internal"),
		Etcd:          strings.Split(lookup("SHOP_ETCD", "localhost:2379"), ","),
		DatabaseURL:   lookup("SHOP_DATABASE_URL", "postgres://shop@localhost/shop"),
		Mongo:         lookup("SHOP_MONGO", "mongodb://localhost:27017"),
		Redis:         lookup("SHOP_REDIS", "localhost:6379"),
		Inventory:     lookup("SHOP_INVENTORY", "dns:///localhost:9091"),
		Collector:     lookup("SHOP_COLLECTOR", "localhost:4317"),
		CallBudget:    2 * time.Second,
	}
}

func lookup(key, fallback string) string {
	if value, ok := os.LookupEnv(key); ok {
		return value
	}
	return fallback
}
