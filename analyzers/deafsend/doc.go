// Package deafsend reports servers that go on sending to a client that has gone.
//
// # Scene
//
// The handler of a server stream sends what happens, or how things are every few
// seconds, in a loop without end. When Send fails it logs the error:
//
//	for {
//		<-ticker.C
//		if err := stream.Send(status()); err != nil {
//			log.Printf("sending: %v", err)
//		}
//	}
//
// # Symptom
//
// Each client that disconnects leaves a goroutine behind that gathers the status, and
// logs "rpc error: code = Canceled desc = context canceled" for as long as the server
// runs: memory and load grow with every client that has ever been there. GracefulStop
// does not return, since it waits for the handlers.
//
// # Cause
//
// When a client cancels, or its connection breaks, the stream is over, and so it is
// when Send itself has failed, such as on a message that is too large: the library
// sends the status then. Every Send fails from then on. It can not end the handler
// (read: grpc-go v1.85.0, serverStream.SendMsg).
//
// # Fix
//
// Return the error:
//
//	if err := stream.Send(status()); err != nil {
//		return err
//	}
//
// The suggestion does so where the error is tested and the function returns one or
// nothing. Watch stream.Context().Done() too where a long time passes between sends.
//
// # Verify
//
// go test ./deafsend -run TestVerify
//
// # Limits
//
// Only a loop that no way leads out of behind the failed Send is reported: one that
// ends with a channel, a context, a count or on another error ends some time. Silent
// where the stream may be another one on the next turn, as in a loop over all clients,
// or may be assigned anew out of sight; and about the client's end of a stream.
package deafsend
