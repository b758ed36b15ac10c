// Package endlessticker reports loops over a ticker's channel that stopping the ticker does not end, and tickers that nobody stops.
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
// A loop stops its own ticker, after a failure, and waits for the next tick:
//
//	for {
//		<-ticker.C
//		if err := c.refresh(); err != nil {
//			ticker.Stop()
//			continue
//		}
//	}
//
// In a module of a version before Go 1.23, a function that makes a ticker and returns
// without having stopped it.
//
// # Symptom
//
// Goroutines grow with each client that is opened and closed: a profile shows them
// waiting in "chan receive" at the loop. With each stays what the loop uses:
// caches, connections. Tickers that nobody stops show as processor time that an idle
// process spends on timers, and as memory that grows with each call.
//
// # Cause
//
// Stop keeps the ticker from sending, and does not close its channel, so that the loop
// waits for a tick that never comes (read: time of Go 1.26). That the garbage
// collector takes tickers that nobody refers to, since Go 1.23, does not help: the
// waiting goroutine refers to it. Before, and for programs whose go.mod names an older
// version, the runtime itself holds on to each ticker until it is stopped.
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
// A ticker that nobody stops is stopped by a defer behind the call that makes it. That
// fix is safe.
//
// # Verify
//
// go test ./endlessticker -run TestVerify
//
// # Limits
//
// Silent on purpose: loops that something in their body leaves; tickers that nobody
// stops, or only a defer of the function with the loop itself, which are meant to run
// for as long as the process; a wait behind a stop in the same function where a
// condition is tested on the way, or something is called that may end the loop;
// tickers that are not stopped at all, where go.mod names Go 1.23 or later, for nobody
// refers to them any more, or names none; such tickers that leave their function or
// are used in a closure; and tickers that come from other packages.
//
// What counts is the go.mod of the program. For a library the rule goes by the
// library's own, and a newer program would forgive it.
package endlessticker
