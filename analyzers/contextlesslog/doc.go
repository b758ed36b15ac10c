// Package contextlesslog reports log lines that get a fresh context although a live one is in scope.
//
// # Scene
//
// A logger takes a context, and gets context.Background() or context.TODO() in a
// function that has one:
//
//	func (s *Server) Pay(ctx context.Context, in *pb.Payment) (*pb.Receipt, error) {
//		slog.ErrorContext(context.Background(), "payment refused", "id", in.GetId())
//
// # Symptom
//
// The line has no trace id, no request id and no tenant. It cannot be found from the
// trace, nor the trace from it, and filters for one request leave it out. With
// zerolog.Ctx the line is missing altogether.
//
// # Cause
//
// A handler such as that of OpenTelemetry's bridges takes the ids out of the context it
// is given (read: log/slog of Go 1.26; zerolog v1.35.1, logrus v1.9). In a fresh one
// there are none; zerolog.Ctx finds no logger in it and returns a disabled one.
//
// # Fix
//
// Pass the context that is in scope. The fix does so; a log line does not end early
// with its context, so it is safe.
//
// # Verify
//
// go test ./contextlesslog -run TestVerify
//
// # Limits
//
// Covered are log/slog, logrus, zerolog, logr and the logs of kratos. Silent in
// goroutines and callbacks, about deferred calls, behind the end of the context, about
// fresh contexts that are made for more than the one line or in another function, and
// about functions that are only called with fresh contexts themselves.
//
// Log lines without any context, such as slog.Info, are not reported: whether they
// should have one depends on the handler that is in use. The policy plainlog reports
// them. zap's own API takes no context.
package contextlesslog
