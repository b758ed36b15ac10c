// Package lostbody reports HTTP response bodies that some path never closes.
//
// # Scene
//
// A request is sent, and a path leaves the function without closing the body of
// its response or handing it to anyone: a return for an unexpected status in
// front of the defer, a Close that runs only after a successful read, a retry
// that assigns the next response to the same variable, a helper that sends a
// ping and looks at the status alone, a body that is replaced by another before
// the deferred Close looks at it, a Close that is deferred in an endless loop.
//
//	resp, err := client.Do(req)
//	if err != nil {
//		return err
//	}
//	if resp.StatusCode != http.StatusOK {
//		return errStatus // the body is open
//	}
//	defer resp.Body.Close()
//
// # Symptom
//
// The number of goroutines grows with the number of failed calls, two for each:
// net/http.(*persistConn).readLoop and writeLoop. So does the number of open
// connections, until dial tells "too many open files" or "cannot assign
// requested address"; with MaxConnsPerHost set, calls hang. Latency rises long
// before, since no connection is used twice.
//
// # Cause
//
// The transport (read: Go 1.26) gives a connection back to its pool when the body
// has been read to its end, and drops it when the body is closed. Until one of
// the two has happened, both goroutines of the connection wait for it. The
// garbage collector cannot help: the goroutines hold the body. A response always
// has a body, also one of 204 or of an error status. Only a response that comes
// along with an error has none that is open.
//
// A body that has been read to its end has released its connection. It is
// reported all the same if no path closes it: the read fails one day, and the
// contract of net/http, and of the clients that imitate it, asks for Close.
//
// # Fix
//
// Close it in the line after the error check, whatever the status:
//
//	defer resp.Body.Close()
//
// The fix does so, and moves a Close that is deferred too late; closing twice does no
// harm. To have the connection used again,
// read the rest first: io.Copy(io.Discard, resp.Body). In a loop, put the body of
// the loop into a function of its own.
//
// # Verify
//
// go test ./lostbody -run TestVerify
//
// # Limits
//
// Silent on purpose: a response or a body that is returned, also inside of another
// reader, stored in a field, variable, slice or map, sent on a channel, captured by
// a function that is kept, or passed to a function of unknown effect: from there
// someone else has to close it. What functions of the module do with it, and those
// of its other packages, is followed: a helper that closes, a helper that only
// looks at the status, a helper that returns the body.
//
// Paths that end in panic, os.Exit or log.Fatal do not count, nor do those on which
// the error is not nil. A response that is still open when main returns is not
// reported. Responses to Head have no body to speak of, and those of a websocket
// handshake need no Close: both are silent. A deferred Close in a loop with an end
// counts, although it runs when the function returns. There is no fix inside of a loop, or
// where no error check follows the call.
package lostbody
