// Package filled has its parameters completed by a helper.
package filled

import (
	"example.com/fixtures/nacosinstance/helper"
	"github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client"
	"github.com/nacos-group/nacos-sdk-go/v2/vo"
)

// Register has the rest set by a helper, of any kind.
func Register(client naming_client.INamingClient, name, ip string) error {
	param := vo.RegisterInstanceParam{Ip: ip, ServiceName: name}
	helper.Fill(&param)
	_, err := client.RegisterInstance(param)
	return err
}

// Deregister takes it back.
func Deregister(client naming_client.INamingClient, name, ip string) error {
	_, err := client.DeregisterInstance(vo.DeregisterInstanceParam{Ip: ip, ServiceName: name})
	return err
}
