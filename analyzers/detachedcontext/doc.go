// Package detachedcontext reports calls that get a fresh context although a live one is in scope.
//
// # Scene
//
// A function is given a context, or a request that carries one, and calls a database, a
// service or a broker with context.Background() or context.TODO():
//
//	func (s *Server) Order(ctx context.Context, in *pb.OrderRequest) (*pb.Order, error) {
//		row := s.db.QueryRowContext(context.Background(), query, in.GetId())
//
// # Symptom
//
// The client has given up, and the query goes on: while the database is slow,
// connections and goroutines pile up in calls that nobody waits for. The call has no
// deadline of its own and may hang for ever. In traces it is missing, or the root of a
// trace of its own, and metadata that was put into ctx does not go out with it.
//
// # Cause
//
// A context made by context.Background has no deadline, is never cancelled and has no
// values. What it is passed to cannot know of the request.
//
// # Fix
//
// Pass the context that is in scope, or derive from it: ctx, r.Context(),
// stream.Context(), c.Request.Context(). If the call is to outlive the request, say so
// with context.WithoutCancel(ctx), which keeps the values, and a timeout. The fix does
// the former; it is safe if no other context is in scope and nothing else depends on
// the fresh one.
//
// # Verify
//
// go test ./detachedcontext -run TestVerify
//
// # Limits
//
// Reported are calls of which it is known that they wait for an answer under their
// context: of gRPC clients with one answer, of database/sql, of the clients of Redis,
// PostgreSQL, MongoDB, etcd, Kafka, AWS and Google Cloud; those that make a request of
// net/http, or send one to which WithContext or Clone has given another context; and
// calls of functions that hand their context to such a call, also in other packages. A
// callee that makes a fresh context itself is not the caller's mistake. Calls of function
// values, and through the user's own interfaces, are not followed; those that return an
// error are reported where they are given a fresh context directly, with a suggestion, and
// with a safe fix for context.TODO(), which says itself that another context is meant. But
// not where the method's name says that it begins something, or where a result is a
// channel, a function, or can be closed: it may be meant to last.
//
// Silent where it may be on purpose: in goroutines, deferred calls, and closures that
// others run; behind <-ctx.Done() and in functions that ask for the end of any context;
// where something has failed, as for compensation; in functions, and at calls, whose
// names speak of shutdown, cleanup, failure, caches or background work; where a comment
// next to it speaks of contexts; and where context.WithoutCancel is used. A parameter
// named _ is not in scope, and neither is one that is given nothing but fresh contexts.
//
// Linters that follow calls into callees, such as contextcheck, report functions that
// do not take a context at all; that is no mistake, and left to them.
package detachedcontext
