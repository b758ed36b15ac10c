// Package lostclientconn reports gRPC client connections that some path never closes.
//
// # Scene
//
// A function makes a connection for one call, and leaves it behind:
//
//	conn, err := grpc.NewClient(target, opts...)
//	if err != nil {
//		return err
//	}
//	_, err = pb.NewOrdersClient(conn).Cancel(ctx, order)
//	return err
//
// Or a loop that goes on for ever makes one in each turn, and defers the Close, which
// waits for the function to return.
//
// # Symptom
//
// The number of goroutines and of open TCP connections grows with every call
// and never falls, on both sides. A goroutine profile shows them in
// google.golang.org/grpc/internal as grpcsync.(*CallbackSerializer).run and
// in google.golang.org/grpc/internal/transport under (*loopyWriter).run and
// (*http2Client).reader. It ends with "too many open files", or with a server
// that accepts no more connections.
//
// # Cause
//
// A ClientConn keeps three goroutines from the start, and a transport with
// four more on each side after its first call, until Close. It is not freed
// with the last reference to it, and neither the context of a call nor that of
// DialContext ends it.
//
// # Fix
//
// Close it when the function returns:
//
//	defer conn.Close()
//
// Better, make it once, in main, and share it: a ClientConn is made for many
// calls at a time, and dialling for each costs a handshake. The fix is offered
// where nothing of the connection leaves the function. A Close that is deferred too
// late moves up, if no other calls are deferred in between.
//
// # Verify
//
// go test ./lostclientconn -run TestVerify
//
// # Limits
//
// It is silent about connections that are returned, stored, given to a
// goroutine or handed to code of unknown effect, and about those whose client,
// or a stream of it, goes such a way: that client needs the connection. A
// generated NewXClient only borrows it. So is main, which takes its connections
// along when it returns. Articles that dial in every request with the
// request's context do not say who closes the connection: nobody does. Read in
// grpc-go v1.85.
package lostclientconn
