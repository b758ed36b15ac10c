// Package plainlog reports lines of log/slog that are written without the context that is in scope.
//
// # Scene
//
// A function has a context and logs with a method that takes none:
//
//	func (s *Server) Pay(ctx context.Context, in *pb.Payment) (*pb.Receipt, error) {
//		slog.Error("payment refused", "id", in.GetId())
//
// # Symptom
//
// The line has no trace id, no request id and no tenant, while its neighbours have
// them. It cannot be found from the trace, nor the trace from it.
//
// # Cause
//
// slog.Error gives the handler context.Background(). A handler that takes the ids out
// of the context, such as that of OpenTelemetry's bridge, finds none in it (read:
// log/slog of Go 1.26).
//
// # Fix
//
// Use the method of the same name that takes a context. The fix does so; a log line
// does not end early with its context, so it is safe.
//
// # Verify
//
// go test ./plainlog -run TestVerify
//
// # Limits
//
// A policy: whether lines need a context depends on the handler that the program
// installs, and a package does not show it. Enable the rule where the handler takes
// ids out of contexts. It is the strict half of contextlesslog, which reports lines
// that get a fresh context.
//
// Silent in goroutines and callbacks, about deferred calls, behind the end of the
// context, and about functions that are only called with fresh contexts themselves.
// Only log/slog is covered: lines of logrus and zerolog may have their context from
// where the entry was made, and zap takes none.
package plainlog
