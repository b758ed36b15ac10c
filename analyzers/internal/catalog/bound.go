package catalog

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Response is what messages call an HTTP response.
const Response = "response"

// BoundResults are calls whose result works only as long as the context that
// they are given, itself or in a request, and what messages call it.
//
// mongo's cursors are left out, they take a context for each Next; so are
// pgx's transactions and connections of all kinds, whose context is for the
// begin only.
var BoundResults = map[string]string{
	"(*net/http.Client).Do":             Response,
	"(*net/http.Transport).RoundTrip":   Response,
	"(net/http.RoundTripper).RoundTrip": Response,

	"(*database/sql.DB).QueryContext":      "rows",
	"(*database/sql.Conn).QueryContext":    "rows",
	"(*database/sql.Tx).QueryContext":      "rows",
	"(*database/sql.Stmt).QueryContext":    "rows",
	"(*database/sql.DB).QueryRowContext":   "row",
	"(*database/sql.Conn).QueryRowContext": "row",
	"(*database/sql.Tx).QueryRowContext":   "row",
	"(*database/sql.Stmt).QueryRowContext": "row",
	"(*database/sql.DB).BeginTx":           "transaction",
	"(*database/sql.Conn).BeginTx":         "transaction",

	"(*github.com/jmoiron/sqlx.DB).QueryxContext":     "rows",
	"(*github.com/jmoiron/sqlx.DB).NamedQueryContext": "rows",
	"(*github.com/jmoiron/sqlx.Tx).QueryxContext":     "rows",
	"(*github.com/jmoiron/sqlx.DB).QueryRowxContext":  "row",
	"(*github.com/jmoiron/sqlx.Tx).QueryRowxContext":  "row",
	"(*github.com/jmoiron/sqlx.DB).BeginTxx":          "transaction",

	"(*github.com/jackc/pgx/v5.Conn).Query":            "rows",
	"(*github.com/jackc/pgx/v5.Conn).QueryRow":         "row",
	"(*github.com/jackc/pgx/v5/pgxpool.Pool).Query":    "rows",
	"(*github.com/jackc/pgx/v5/pgxpool.Pool).QueryRow": "row",
	"(github.com/jackc/pgx/v5.Tx).Query":               "rows",
	"(github.com/jackc/pgx/v5.Tx).QueryRow":            "row",

	"(*gorm.io/gorm.DB).WithContext": "database handle",

	"(go.etcd.io/etcd/client/v3.Watcher).Watch":   "channel",
	"(go.etcd.io/etcd/client/v3.Lease).KeepAlive": "channel",

	"os/exec.CommandContext": "command",
}

// Bound returns what messages call the first result of a call if that works
// only as long as a context, and the context or the request that has it. Calls
// through interfaces of other packages count too if their types leave no doubt.
func Bound(call *ssa.CallCommon) (noun string, ctx ssa.Value) {
	carrier := carrierOf(call)
	if carrier == nil {
		return "", nil
	}
	if symbol.Is(call.Value.Type(), grpcPackage, "Streamer") {
		return "stream", carrier // in an interceptor
	}
	fn := symbol.Callee(call)
	if fn == nil {
		return "", nil
	}
	if noun, ok := BoundResults[symbol.Name(fn)]; ok {
		return noun, carrier
	}
	if _, ok := opensStream(call); ok {
		return "stream", carrier
	}
	if call.IsInvoke() {
		return boundType(call.Signature().Results().At(0).Type(), carrier.Type()), carrier
	}
	return "", nil
}

// carrierOf returns the first argument that is a context or a request.
func carrierOf(call *ssa.CallCommon) ssa.Value {
	if call.Signature().Results().Len() == 0 {
		return nil
	}
	args := call.Args
	if !call.IsInvoke() && call.Signature().Recv() != nil && len(args) > 0 {
		args = args[1:]
	}
	for _, arg := range args {
		if symbol.IsContext(arg.Type()) || isRequest(arg.Type()) {
			return arg
		}
	}
	return nil
}

func isRequest(t types.Type) bool {
	_, pointer := types.Unalias(t).(*types.Pointer)
	return pointer && symbol.Is(t, "net/http", "Request")
}

// boundType returns what messages call a result that an interface's method
// returns for a context or a request, if its type says that it is bound.
func boundType(result, carrier types.Type) string {
	switch {
	case isRequest(carrier):
		if symbol.Is(result, "net/http", "Response") {
			return Response
		}
	case symbol.Is(result, "database/sql", "Rows"), symbol.Is(result, "github.com/jmoiron/sqlx", "Rows"):
		return "rows"
	case symbol.Is(result, "database/sql", "Row"):
		return "row"
	case symbol.Is(result, "database/sql", "Tx"):
		return "transaction"
	}
	return ""
}

// WrapReader are functions whose result reads from their first argument.
var WrapReader = symbol.Of(
	"bufio.NewReader", "bufio.NewReaderSize", "bufio.NewScanner", "io.LimitReader", "io.NopCloser",
	"encoding/json.NewDecoder", "compress/gzip.NewReader",
)
