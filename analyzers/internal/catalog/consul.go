package catalog

import "github.com/govlint/govlint/analyzers/internal/symbol"

// ConsulAPI is the client of Consul's agent.
const ConsulAPI = "github.com/hashicorp/consul/api"

// ReportsHealth are the methods of Consul's agent that tell it of a service's
// health, by name: they are often behind an interface.
var ReportsHealth = map[string]bool{"UpdateTTL": true, "UpdateTTLOpts": true, "PassTTL": true, "WarnTTL": true, "FailTTL": true}

// ConsulHeartbeats tell the agent that a service with a TTL check is well.
var ConsulHeartbeats = symbol.Of(
	"(*github.com/hashicorp/consul/api.Agent).PassTTL",
	"(*github.com/hashicorp/consul/api.Agent).UpdateTTL",
	"(*github.com/hashicorp/consul/api.Agent).UpdateTTLOpts",
)

// ConsulRegistrations register a service with the agent.
var ConsulRegistrations = symbol.Of(
	"(*github.com/hashicorp/consul/api.Agent).ServiceRegister",
	"(*github.com/hashicorp/consul/api.Agent).ServiceRegisterOpts",
)

// ConsulInventory ask the agent which services and checks it has.
var ConsulInventory = symbol.Of(
	"(*github.com/hashicorp/consul/api.Agent).Services",
	"(*github.com/hashicorp/consul/api.Agent).Service",
	"(*github.com/hashicorp/consul/api.Agent).Checks",
	"(*github.com/hashicorp/consul/api.Agent).AgentHealthServiceByID",
)
