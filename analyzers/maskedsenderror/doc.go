// Package maskedsenderror reports errors of a client stream's Send that hide what the server has said.
//
// # Scene
//
// A client uploads in pieces. When Send fails it returns that error, as one
// does:
//
//	for _, chunk := range chunks {
//		if err := stream.Send(chunk); err != nil {
//			return fmt.Errorf("upload: %w", err)
//		}
//	}
//	_, err := stream.CloseAndRecv()
//	return err
//
// # Symptom
//
// The client reports "upload: EOF". The server has refused the call, with
// PermissionDenied, ResourceExhausted or whatever else and a message, and none
// of that is to be seen on the client's side. status.Code is Unknown, so retries
// and alarms that go by the code are wrong too.
//
// # Cause
//
// Once the server has ended the call, Send returns a bare io.EOF. The status
// is what Recv, RecvMsg or CloseAndRecv return. Only an error on this side,
// such as a message that is too large, is returned by Send itself.
//
// # Fix
//
// After io.EOF, get the status:
//
//	if err := stream.Send(chunk); err != nil {
//		if err == io.EOF {
//			_, err = stream.CloseAndRecv()
//		}
//		return fmt.Errorf("upload: %w", err)
//	}
//
// Or break out of the loop, and let CloseAndRecv behind it tell what happened.
// The fix that is offered inserts the former. On a bidirectional stream Recv may
// yield messages before the status, so it is a suggestion.
//
// # Verify
//
// go test ./maskedsenderror -run TestVerify
//
// # Limits
//
// It reports only streams that stay in the function that opens them, where the
// error of Send is returned, wrapped or logged. It is silent if the error is
// compared with io.EOF, if a receive on the stream can follow the failed Send,
// if a closure or goroutine receives from the stream, and if the error goes to
// a function of unknown effect. Send on a server's stream is another matter:
// it returns a status. Examples that return the error of Send as it is, and
// there are many, lose the status: read in grpc-go v1.85.
package maskedsenderror
