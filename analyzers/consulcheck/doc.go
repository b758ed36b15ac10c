// Package consulcheck reports Consul checks that the agent rejects, silently changes, or that stay critical for ever.
//
// # Scene
//
// A service registers with a check whose fields do not go together, or do not say
// what they seem to say:
//
//	Check: &api.AgentServiceCheck{
//		HTTP:                           "http://10.0.0.5:8080/health",
//		Interval:                       "10",
//		DeregisterCriticalServiceAfter: "30s",
//	}
//
// # Symptom
//
// "Unexpected response code: 400" at start, with "Request decode failed", "Interval
// must be > 0" or "Interval and TTL cannot both be specified". Or the service is
// registered and never called: its check is critical from the beginning. Or dead
// instances stay in the registry for a minute and a half, although thirty seconds
// were asked for.
//
// # Cause
//
// The client sends what it is given; the agent parses durations such as "10s", and
// wants an Interval for a check that it runs itself, and none for one with a TTL. A
// check begins critical and stays so until it has passed: one with a TTL when the
// service says so with UpdateTTL, one with an HTTP address without a scheme never. A
// DeregisterCriticalServiceAfter below one minute is raised to one minute, and the
// agent looks for such services every thirty seconds only; neither can be configured.
// A scheme in a service's Address becomes a part of the host that callers dial.
//
// # Fix
//
// Write durations with a unit; give a check an Interval or a TTL; tell the agent of
// the health of a service with a TTL, at least twice as often. Put one minute for
// DeregisterCriticalServiceAfter, which is what the agent makes of less.
//
// # Verify
//
// go test ./consulcheck -run TestVerify
//
// # Limits
//
// It reads constants, also behind names, conversions, a Duration's String and
// Sprintf; whatever else may be anything. A missing Interval is not reported where
// the package assigns that field somewhere. That a TTL is never reported is said in
// package main only, of literals in it, if no code of the program calls UpdateTTL,
// PassTTL, WarnTTL or FailTTL. Below a minute, the finding is a warning. Articles that
// advise DeregisterCriticalServiceAfter: "30s" expect what the agent does not do.
// Read with consul/api v1.32; what is rejected, in the agent's structs/check_type.go.
package consulcheck
