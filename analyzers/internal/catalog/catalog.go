// Package catalog is what govlint knows of libraries, as data: one file for
// each. Code of the standard library and of versioned modules is described
// here and never analysed.
package catalog

import "github.com/govlint/govlint/analyzers/internal/lifecycle"

// Lifecycles returns every kind of life that summaries describe.
func Lifecycles() []*lifecycle.Spec {
	return []*lifecycle.Spec{Span, Cancel, Stop, AfterFunc, Stream, Body, Rows, Stmt, Tx, GormTx, Cursor, CheckedResult, ReadResult, RedisPipeline, ClientConn, Provider}
}
