// Package spinningrecv reports loops that call Recv again on a gRPC stream that has ended.
//
// # Scene
//
// A loop receives from a stream. When Recv fails it logs the error and goes
// on, or it takes io.EOF for "nothing there yet":
//
//	for {
//		event, err := stream.Recv()
//		if err == io.EOF {
//			continue // there is nothing more to come
//		}
//		if err != nil {
//			log.Print(err)
//			continue
//		}
//		handle(event)
//	}
//
// # Symptom
//
// One core is busy from the moment the other side ends the stream: a profile
// shows RecvMsg and little else. The same line, "rpc error: code =
// Unavailable" or "EOF", fills the log thousands of times a second. Nothing is
// ever received again, and the goroutine never ends.
//
// # Cause
//
// The first error of Recv, io.EOF included, ends the call. From then on Recv
// and RecvMsg return an error at once and for ever: in a client as in a
// handler, there is no way to go on with the same stream. On the server io.EOF
// says that the client has called CloseSend.
//
// # Fix
//
// Leave the loop: io.EOF is the regular end, any other error is the outcome of
// the call.
//
//	if err == io.EOF {
//		return nil
//	}
//	if err != nil {
//		return err
//	}
//
// To go on, open a new stream, after a pause. The fix is offered where the
// function returns nothing, or an error alone.
//
// # Verify
//
// go test ./spinningrecv -run TestVerify
//
// # Limits
//
// It is silent if any way from the failed Recv leaves the loop: a count of
// failures, a predicate for errors that may pass, a later Send that fails, a
// message that is nil. A look at a context that may outlive the stream is no
// such way. It is silent where the stream is opened again in the loop, be it
// by a method that writes the field which holds it; where the error is sent to
// a channel; for a stream in a field that more than one place writes, or that
// another type could write; and for streams of an other kind than gRPC's.
// Tutorials that show `if err == io.EOF { continue }` as the way to wait for
// more are wrong about the library: read in grpc-go v1.85.
package spinningrecv
