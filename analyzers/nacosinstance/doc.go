// Package nacosinstance reports Nacos instances that are never selected, or deregistered as the wrong kind.
//
// # Scene
//
// A service registers an ephemeral instance with Nacos, and takes it back with
// parameters that do not say so:
//
//	client.RegisterInstance(vo.RegisterInstanceParam{
//		Ip: ip, Port: port, ServiceName: name, Weight: 10, Enable: true, Healthy: true, Ephemeral: true,
//	})
//	...
//	client.DeregisterInstance(vo.DeregisterInstanceParam{Ip: ip, Port: port, ServiceName: name})
//
// Or it leaves out Enable, Weight or Healthy when it registers.
//
// # Symptom
//
// The instance stays in the list after it has been deregistered, and is called until
// its process ends: "connection refused" in the time between. After a reconnect it is
// registered again. Or it is in the list, and no consumer ever calls it: SelectInstances
// and SelectOneHealthyInstance say "healthy instance list is empty!".
//
// # Cause
//
// The SDK sends what is about ephemeral instances over gRPC, and what is about
// persistent ones over HTTP. Without Ephemeral in its parameters, DeregisterInstance
// asks the server over HTTP for a persistent instance, which there is not; the
// connection keeps the ephemeral one, and the SDK restores it. Enable, Healthy and
// Weight have no default but Go's zero values: disabled, unhealthy, of no weight.
// Consumers leave out instances with any of these.
//
// # Fix
//
// Set Ephemeral in both places. Set Enable: true, Healthy: true and a Weight.
//
// # Verify
//
// go test ./nacosinstance -run TestVerify
//
// # Limits
//
// It reads parameters that are made by a literal in the same function and handed on
// nowhere else; fields that are assigned later count. What is registered is compared
// with what is deregistered within a package, and only if all that it registers is of
// one kind. The fix for Ephemeral is safe if both literals name the service in the
// same way. Healthy is not asked for in persistent instances, which the server checks
// itself. The kind does not matter in version 1 of the SDK, which talks HTTP only.
// Read in nacos-sdk-go v2.3.
package nacosinstance
