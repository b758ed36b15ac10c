// Package lostclientstream reports client streams that are left open with a context that nobody cancels.
//
// # Scene
//
// A function opens a gRPC or connect stream on context.Background(), reads
// what it came for and returns before the stream has ended: the first message
// of a server stream, a watch that is left when the wanted state shows up, an
// upload whose reply nobody asks for.
//
//	watch, err := client.Watch(context.Background(), req)
//	if err != nil {
//		return err
//	}
//	for {
//		state, err := watch.Recv()
//		if err != nil {
//			return err
//		}
//		if state.GetStatus() == serving {
//			return nil // the stream stays open
//		}
//	}
//
// # Symptom
//
// The number of goroutines grows with every call and never falls, on both
// sides. A goroutine profile shows them in google.golang.org/grpc under
// newClientStreamWithParams, for connect in the HTTP/2 client under
// (*clientStream).doRequest; on the server the handlers hang in Send or wait
// for their context. Once the connection has as many open streams as the
// server allows (MAX_CONCURRENT_STREAMS, often 100 or 250), new calls on it
// block until they time out. Stats handlers never see the end of the call, so
// its span and its duration are missing as well.
//
// # Cause
//
// A gRPC client stream is freed when its context is cancelled, when its
// connection is closed, or when the client has read to the end: when Recv,
// RecvMsg or CloseAndRecv has returned, io.EOF included, for the last time.
// Dropping the variable does nothing, and CloseSend ends only the sending
// half. A connect stream is freed by Close or CloseResponse, or when it has
// been read to the end. Background, TODO and WithoutCancel contexts are never
// cancelled, and neither is what WithValue, outgoing metadata or a span
// derive from them, nor a WithCancel context whose cancel is discarded.
//
// # Fix
//
// Give the stream a context that ends with the function, and defer its cancel:
//
//	ctx, cancel := context.WithCancel(context.Background())
//	defer cancel()
//	watch, err := client.Watch(ctx, req)
//
// Where a caller's context is at hand, derive it from that one instead. The
// fix is safe for streams that only receive. Where the client sends, or drops
// the stream unread, cancelling may stop what the server is still doing with
// the messages, so there it is a suggestion: CloseAndRecv, or Recv until
// io.EOF, is better. Inside a loop no fix is offered, because a deferred
// cancel runs only when the function ends.
//
// # Verify
//
// go test ./lostclientstream -run TestVerify
//
// # Limits
//
// It reports only where the context is known never to end: a context from a
// parameter, a field or a function of unknown effect is not followed, and one
// with a deadline ends by itself. It is silent about streams that are
// returned, stored, sent over a channel, given to a goroutine or handed to
// code of unknown effect; about streams that a closure receives from, or that
// are lent to a function with results, since the path cannot tell whether that
// was the end; about streams opened by a function of another package; about
// streams whose connection or client the function closes; and about main,
// which takes its streams along when it returns. Errors that are told apart by
// their status code or a predicate, and never compared with nil, count as an
// end. So does a failed Send or Header, although after io.EOF from Send it
// takes a receive to free the stream. A connect stream on which nothing has
// been sent has not started and is not reported.
package lostclientstream
