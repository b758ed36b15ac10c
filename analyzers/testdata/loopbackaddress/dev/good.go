// Package dev is for one machine.
package dev

import "github.com/hashicorp/consul/api"

// Register registers what runs here.
func Register(client *api.Client, port int) error {
	return client.Agent().ServiceRegister(&api.AgentServiceRegistration{Name: "users", Address: "127.0.0.1", Port: port})
}
