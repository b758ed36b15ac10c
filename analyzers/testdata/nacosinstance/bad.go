// Package nacosinstance registers ephemeral instances, and takes back others.
package nacosinstance

import (
	"github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client"
	"github.com/nacos-group/nacos-sdk-go/v2/vo"
)

// registrar registers one service.
type registrar struct {
	client naming_client.INamingClient
	ip     string
	port   uint64
	name   string
}

// register registers an ephemeral instance.
func (r *registrar) register() error {
	_, err := r.client.RegisterInstance(vo.RegisterInstanceParam{
		Ip:          r.ip,
		Port:        r.port,
		ServiceName: r.name,
		Weight:      10,
		Enable:      true,
		Healthy:     true,
		Ephemeral:   true,
	})
	return err
}

// deregister asks for a persistent one.
func (r *registrar) deregister() error {
	_, err := r.client.DeregisterInstance(vo.DeregisterInstanceParam{ // want `r.client.DeregisterInstance asks for a persistent instance, and r.client.RegisterInstance has made an ephemeral one: it stays registered`
		Ip:          r.ip,
		Port:        r.port,
		ServiceName: r.name,
	})
	return err
}

// deregisterAs does so under a name that may be another one.
func deregisterAs(client naming_client.INamingClient, name, ip string, port uint64) error {
	param := vo.DeregisterInstanceParam{Ip: ip, Port: port, ServiceName: name}
	param.GroupName = "shop"
	_, err := client.DeregisterInstance(param) // want `client.DeregisterInstance asks for a persistent instance`
	return err
}

// invisible forgets what has no default.
func invisible(client naming_client.INamingClient, name, ip string, port uint64) error {
	_, err := client.RegisterInstance(vo.RegisterInstanceParam{Ip: ip, Port: port, ServiceName: name, Ephemeral: true}) // want `client.RegisterInstance registers an instance without Enable and Healthy and Weight: no consumer selects it`
	return err
}

// weightless has one thing left to say.
func weightless(client naming_client.INamingClient, name, ip string, port uint64) error {
	_, err := client.RegisterInstance(vo.RegisterInstanceParam{ // want `client.RegisterInstance registers an instance without Weight: no consumer selects it`
		Ip: ip, Port: port, ServiceName: name,
		Enable: true, Healthy: true, Ephemeral: true,
	})
	return err
}
