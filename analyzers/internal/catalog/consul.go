package catalog

// ConsulAPI is the client of Consul's agent.
const ConsulAPI = "github.com/hashicorp/consul/api"

// ReportsHealth are the methods of Consul's agent that tell it of a service's
// health, by name: they are often behind an interface.
var ReportsHealth = map[string]bool{"UpdateTTL": true, "UpdateTTLOpts": true, "PassTTL": true, "WarnTTL": true, "FailTTL": true}
