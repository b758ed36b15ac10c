// Package racyconfig reports viper configurations that are written by a goroutine while others read them.
//
// # Scene
//
// A goroutine brings the configuration up to date, and handlers read it:
//
//	go func() {
//		for range time.Tick(time.Minute) {
//			_ = viper.WatchRemoteConfig()
//		}
//	}()
//	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
//		fmt.Fprintln(w, viper.GetString("greeting"))
//	})
//
// # Symptom
//
// After days the process ends with "fatal error: concurrent map read and map write",
// which nothing can recover from. Or a request gets an empty setting.
//
// # Cause
//
// A viper has maps and no lock. WatchRemoteConfig decodes into the map that Get
// reads, and Set writes into another one (read: viper v1.21.0).
//
// # Fix
//
// Read the new configuration into a viper of its own, and let it take the place of
// the old one in an atomic.Pointer; or guard every use with a sync.RWMutex.
//
// # Verify
//
// go test ./racyconfig -run TestVerify
//
// # Limits
//
// A write counts if a go statement of the package or a request handler runs it, and so
// does WatchRemoteConfigOnChannel, which has a goroutine of its own. A read counts if it
// certainly may come at the same time: in a request handler, in another goroutine,
// or behind the go statement in the same function. Of the packages below the one that
// writes, request handlers count that read the global configuration, or that of an
// exported variable or field. Silent on purpose: functions that lock a mutex; writes
// that the function waits for; reads in packages above, or beside, the one that
// writes; and WatchConfig, whose writes come only when the file changes.
//
// It is a preview: forty repositories and their bugs have given nothing to judge.
package racyconfig
