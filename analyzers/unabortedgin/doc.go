// Package unabortedgin reports gin middleware that refuses a request and lets it through.
//
// # Scene
//
// A middleware finds that a request has no token, or too many of its kind have come,
// answers with a status of 400 or more, and returns.
//
//	func Auth(c *gin.Context) {
//		if c.GetHeader("Authorization") == "" {
//			c.JSON(http.StatusUnauthorized, gin.H{"error": "no token"})
//			return
//		}
//		c.Next()
//	}
//
// # Symptom
//
// The client gets 401, and what it asked for happens all the same: the order is
// deleted, the money is paid. Its answer is appended to the body of the refusal, so
// that clients fail to parse it, and with gin in debug mode the log has "[WARNING]
// Headers were already written. Wanted to override status code 401 with 200".
//
// # Cause
//
// In gin the chain does not depend on a middleware calling Next: when a handler
// returns, gin runs the one behind it, unless Abort has been called (read: gin
// v1.12.0, Context.Next). To return is to go on.
//
// # Fix
//
// Abort with the answer: c.AbortWithStatusJSON(http.StatusUnauthorized, ...). The fix
// does so, or inserts c.Abort() behind an answer of another kind.
//
// # Verify
//
// go test ./unabortedgin -run TestVerify
//
// # Limits
//
// A function counts as middleware if it calls Next, or if its package gives it, or
// what a constructor returns, to Use, to Group, or to a route before the last handler.
// Only a constant status of 400 or more counts, also one that is given to a function
// of the module which answers with it. Silent where the chain has been aborted
// before, where Next has run before, where a deferred function literal may abort, and
// where the context goes to a function of which nothing is known: it may abort.
// Handlers at the end of a chain need no Abort.
package unabortedgin
