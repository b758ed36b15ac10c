// Package loopbackaddress reports services that are registered under a loopback or unspecified address.
//
// # Scene
//
// A service tells its registry a constant address that means this machine, or any:
//
//	client.Agent().ServiceRegister(&api.AgentServiceRegistration{
//		Name: "users", Address: "127.0.0.1", Port: 8080,
//	})
//
// # Symptom
//
// It works on the developer's machine. Elsewhere the callers dial themselves: "connect:
// connection refused", or another service answers on that port. The registry shows the
// instance, healthy if the check is made by an agent on the same host.
//
// # Cause
//
// The registry hands out the address as it is. 127.0.0.1, ::1 and localhost are the
// host of whoever dials them; 0.0.0.0 and :: are addresses to listen on, and dialing
// them means the own host as well.
//
// # Fix
//
// Take the address from the configuration, from the environment that the platform
// provides (a pod's IP), or from the interface that the service listens on. Leave
// Consul's Address empty to have the address of the agent's node.
//
// # Verify
//
// go test ./loopbackaddress -run TestVerify
//
// # Limits
//
// It is for information: everything may run on one host. It reports constants, also
// behind names and Sprintf, in the address of a Consul service, of a Nacos instance, of
// an endpoint of etcd's manager and of a fargo instance, that nothing else can replace.
// It is silent about sidecar proxies, which live beside their service, in packages
// that are called examples, demo, test or the like, and in files for certain builds only.
// Read in consul/api v1.32, nacos-sdk-go v2.3, etcd v3.7 and fargo v1.4.
package loopbackaddress
