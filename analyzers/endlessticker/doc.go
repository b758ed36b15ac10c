// Package endlessticker reports loops over a ticker's channel that stopping the ticker does not end.
//
// # Scene
//
// A goroutine works with each tick, and whoever started it stops the ticker:
//
//	ticker := time.NewTicker(time.Minute)
//	go func() {
//		for range ticker.C {
//			c.refresh()
//		}
//	}()
//	return ticker.Stop
//
// # Symptom
//
// Goroutines grow with each client that is opened and closed: a profile shows them
// waiting in "chan receive" at the loop. With each stays what the loop uses:
// caches, connections.
//
// # Cause
//
// Stop keeps the ticker from sending, and does not close its channel, so that the loop
// waits for a tick that never comes (read: time of Go 1.26). That the garbage
// collector takes tickers that nobody refers to, since Go 1.23, does not help: the
// waiting goroutine refers to it.
//
// # Fix
//
// Give the loop another way out:
//
//	for {
//		select {
//		case <-ticker.C:
//			c.refresh()
//		case <-ctx.Done():
//			return
//		}
//	}
//
// # Verify
//
// go test ./endlessticker -run TestVerify
//
// # Limits
//
// Silent on purpose: loops that something in their body leaves; tickers that nobody
// stops, or only the function with the loop itself, which are meant to run for as long
// as the process; tickers that are not stopped at all, for from Go 1.23 on they cost
// nothing once nobody refers to them; and tickers that come from other packages.
package endlessticker
