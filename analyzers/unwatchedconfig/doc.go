// Package unwatchedconfig reports functions for changes of a viper configuration that nothing watches.
//
// # Scene
//
// A service says what to do when its configuration changes, and leaves it at that:
//
//	viper.AddRemoteProvider("etcd3", "http://etcd:2379", "/config/orders.yaml")
//	viper.OnConfigChange(func(fsnotify.Event) { reload() })
//	err := viper.WatchRemoteConfig()
//
// # Symptom
//
// The file or the key is changed, and the service goes on with its old settings
// until it is restarted. There is no error and no line in the log: reload never runs.
//
// # Cause
//
// OnConfigChange only stores the function. The one place that calls it is the loop
// that WatchConfig starts, which watches the configuration file. WatchRemoteConfig
// is no such loop, though articles call it one: it reads the remote configuration
// once, and returns. WatchRemoteConfigOnChannel goes on reading, and calls nobody
// (read: viper v1.21.0).
//
// # Fix
//
// Have the file watched:
//
//	viper.WatchConfig()
//
// The fix does that. It is a suggestion: reloads then run at any time, beside the
// requests that read the configuration. A remote configuration is read again in a
// loop of the service's own, into a new viper that replaces the old one.
//
// # Verify
//
// go test ./unwatchedconfig -run TestVerify
//
// # Limits
//
// A viper that stays within its package is followed through variables, fields and
// functions. The global one, and one that leaves, may be watched anywhere: they are
// reported in package main alone, and if nothing in the program calls WatchConfig and
// no library in it may do so. A viper that leaves another package than main is not
// followed.
package unwatchedconfig
