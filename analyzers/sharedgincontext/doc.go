// Package sharedgincontext reports goroutines that use the context of a gin or echo handler.
//
// # Scene
//
// A handler starts a goroutine for what the client need not wait for, an audit record
// or a mail, and the goroutine uses the handler's context.
//
//	func Pay(c *gin.Context) {
//		go func() {
//			audit(c.ClientIP(), c.GetString("user"))
//		}()
//		c.Status(http.StatusAccepted)
//	}
//
// # Symptom
//
// Under load, records show the address and the user of somebody else's request. Now
// and then the process dies of "concurrent map read and map write" or of a nil
// pointer in gin's Context. The race detector reports it at once.
//
// # Cause
//
// gin and echo take contexts from a pool: when the handler has returned, the context
// is reset and serves the next request (read: gin v1.12.0, Engine.ServeHTTP; echo
// v4.16.0, Echo.ServeHTTP). A goroutine that still has it sees that request.
//
// # Fix
//
// Take what is needed out of the context before the goroutine starts. With gin, give
// it a copy: cp := c.Copy(). The fix does so unless the goroutine has the context under
// another name. echo has no copy.
//
// # Verify
//
// go test ./sharedgincontext -run TestVerify
//
// # Limits
//
// Silent if every path waits for something after the goroutine has been started: a
// WaitGroup, an errgroup, a receive, a select. Silent also about goroutines that other
// functions start, such as errgroup's Go, and about contexts that a goroutine gets
// inside of another value. A call of Copy alone is not reported, although it belongs in
// front of the goroutine.
package sharedgincontext
