// Package persistent registers persistent instances.
package persistent

import (
	"github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client"
	"github.com/nacos-group/nacos-sdk-go/v2/vo"
)

// Register registers a persistent instance, whose health is the server's.
func Register(client naming_client.INamingClient, name, ip string) error {
	_, err := client.RegisterInstance(vo.RegisterInstanceParam{Ip: ip, Port: 80, ServiceName: name, Weight: 1, Enable: true})
	return err
}

// RegisterDisabled registers one that is disabled.
func RegisterDisabled(client naming_client.INamingClient, name, ip string) error {
	_, err := client.RegisterInstance(vo.RegisterInstanceParam{Ip: ip, Port: 80, ServiceName: name, Weight: 1}) // want `client.RegisterInstance registers an instance without Enable: no consumer selects it`
	return err
}

// Deregister asks for an ephemeral one.
func Deregister(client naming_client.INamingClient, name, ip string) error {
	_, err := client.DeregisterInstance(vo.DeregisterInstanceParam{Ip: ip, Port: 80, ServiceName: name, Ephemeral: true}) // want `client.DeregisterInstance asks for an ephemeral instance, and client.RegisterInstance has made a persistent one: it stays registered`
	return err
}
