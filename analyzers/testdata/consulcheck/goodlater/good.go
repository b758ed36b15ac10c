// Package goodlater completes its checks later.
package goodlater

import "github.com/hashicorp/consul/api"

// Check is completed by Every.
func Check(addr string) *api.AgentServiceCheck { return &api.AgentServiceCheck{TCP: addr} }

// Every says how often a check is made.
func Every(check *api.AgentServiceCheck, interval string) { check.Interval = interval }
