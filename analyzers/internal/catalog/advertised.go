package catalog

// AddressFields are the calls that register, and the field of a struct among
// their arguments that is the address.
var AddressFields = map[string]string{
	"(*github.com/hashicorp/consul/api.Agent).ServiceRegister":                                      "Address",
	"(*github.com/hashicorp/consul/api.Agent).ServiceRegisterOpts":                                  "Address",
	"(github.com/nacos-group/nacos-sdk-go/v2/clients/naming_client.INamingClient).RegisterInstance": "Ip",
	"(github.com/nacos-group/nacos-sdk-go/clients/naming_client.INamingClient).RegisterInstance":    "Ip",
	"(go.etcd.io/etcd/client/v3/naming/endpoints.Manager).AddEndpoint":                              "Addr",
	"(*github.com/hudl/fargo.EurekaConnection).RegisterInstance":                                    "IPAddr",
}
