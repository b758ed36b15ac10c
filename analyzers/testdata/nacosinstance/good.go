package nacosinstance

import (
	"github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client"
	"github.com/nacos-group/nacos-sdk-go/v2/vo"
)

// deregisterEphemeral asks for what there is.
func deregisterEphemeral(client naming_client.INamingClient, name, ip string, port uint64) error {
	_, err := client.DeregisterInstance(vo.DeregisterInstanceParam{Ip: ip, Port: port, ServiceName: name, Ephemeral: true})
	return err
}

// deregisterGiven is told of the kind.
func deregisterGiven(client naming_client.INamingClient, name string, ephemeral bool) error {
	_, err := client.DeregisterInstance(vo.DeregisterInstanceParam{ServiceName: name, Ephemeral: ephemeral})
	return err
}

// later sets the rest later.
func later(client naming_client.INamingClient, name, ip string, port uint64, weight float64) error {
	param := vo.RegisterInstanceParam{Ip: ip, Port: port, ServiceName: name, Ephemeral: true}
	param.Enable = true
	param.Healthy = true
	param.Weight = weight
	_, err := client.RegisterInstance(param)
	return err
}
