// Package lostclosesend reports client streams that wait for the server to finish while the server waits for them.
//
// # Scene
//
// A client sends all it has on a bidirectional stream and then receives until
// io.EOF, but nothing closes the send side before that: CloseSend is missing,
// or deferred to the end of a function that never comes to its end.
//
//	for _, req := range reqs {
//		if err := stream.Send(req); err != nil {
//			return err
//		}
//	}
//	for { // CloseSend is missing
//		resp, err := stream.Recv()
//		if err == io.EOF {
//			return nil
//		}
//		...
//	}
//
// # Symptom
//
// The call hangs after the last answer, until its context or its connection
// ends. A goroutine profile shows the client in (*clientStream).RecvMsg and
// the server's handler in (*serverStream).RecvMsg. With a deadline, calls
// that have delivered every answer fail with DeadlineExceeded; without one,
// both goroutines stay for good.
//
// # Cause
//
// A server that reads its requests in a loop returns when its Recv reports
// io.EOF, and that happens when the client calls CloseSend (connect:
// CloseRequest). The client's own Recv reports io.EOF when the server's
// handler has returned. Without CloseSend each side waits for the other.
//
// # Fix
//
// Call CloseSend after the last Send and before the first receive that waits
// for the end. A goroutine that does the sending calls it when it is done.
// The fix is a suggestion: it puts the call in front of the receiving loop.
//
// # Verify
//
// go test ./lostclosesend -run TestVerify
//
// # Limits
//
// Whether the server waits for the end of the requests is the server's
// business, so only code that plainly expects it is reported: a receiving
// loop whose only way out is an error of the stream, that treats io.EOF as
// success, and in which nothing is sent; or RecvMsg for the reply to an
// upload. The loop may be in a goroutine if the function waits for it, or if
// the context is one that nobody cancels.
//
// Silent are loops that answer what they receive, that leave on a message, a
// status code, a channel or a context, and that pass messages on over a
// channel; streams whose send side is closed on any path before the wait, or
// in a goroutine; streams that are opened by another function, returned,
// stored or handed to any function; requests that end with a Send of their own
// after those sent in a loop, which may be the mark that the server waits for;
// senders that go on until a context, a clock or a failed Send stops them;
// contexts that the function cancels other than by a deferred call; and server
// streams, which the generated code closes. A close that comes too late, as
// deferred ones do, is reported only if the requests were sent in a loop: to
// hold a subscription open is no mistake.
package lostclosesend
