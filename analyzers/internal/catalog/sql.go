package catalog

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// Rows is the result of a query, of database/sql and of what is built on it,
// or of pgx. It keeps a connection of the pool until it is closed, or read to
// its end.
var Rows = &lifecycle.Spec{
	Name: "rows",
	Noun: "rows",
	Begin: map[string]int{
		"(*database/sql.DB).Query":          0,
		"(*database/sql.DB).QueryContext":   0,
		"(*database/sql.Conn).QueryContext": 0,
		"(*database/sql.Tx).Query":          0,
		"(*database/sql.Tx).QueryContext":   0,
		"(*database/sql.Stmt).Query":        0,
		"(*database/sql.Stmt).QueryContext": 0,

		"(*github.com/jmoiron/sqlx.DB).Queryx":                   0,
		"(*github.com/jmoiron/sqlx.DB).QueryxContext":            0,
		"(*github.com/jmoiron/sqlx.DB).NamedQuery":               0,
		"(*github.com/jmoiron/sqlx.DB).NamedQueryContext":        0,
		"(*github.com/jmoiron/sqlx.Conn).QueryxContext":          0,
		"(*github.com/jmoiron/sqlx.Tx).Queryx":                   0,
		"(*github.com/jmoiron/sqlx.Tx).QueryxContext":            0,
		"(*github.com/jmoiron/sqlx.Tx).NamedQuery":               0,
		"(*github.com/jmoiron/sqlx.Stmt).Queryx":                 0,
		"(*github.com/jmoiron/sqlx.Stmt).QueryxContext":          0,
		"(*github.com/jmoiron/sqlx.NamedStmt).Queryx":            0,
		"(*github.com/jmoiron/sqlx.NamedStmt).QueryContext":      0,
		"github.com/jmoiron/sqlx.NamedQuery":                     0,
		"github.com/jmoiron/sqlx.NamedQueryContext":              0,
		"(github.com/jmoiron/sqlx.Queryer).Query":                0,
		"(github.com/jmoiron/sqlx.Queryer).Queryx":               0,
		"(github.com/jmoiron/sqlx.QueryerContext).QueryContext":  0,
		"(github.com/jmoiron/sqlx.QueryerContext).QueryxContext": 0,

		"(*github.com/jackc/pgx/v5.Conn).Query":         0,
		"(github.com/jackc/pgx/v5.Tx).Query":            0,
		"(*github.com/jackc/pgx/v5/pgxpool.Pool).Query": 0,
		"(*github.com/jackc/pgx/v5/pgxpool.Conn).Query": 0,
		"(*github.com/jackc/pgx/v4.Conn).Query":         0,
		"(github.com/jackc/pgx/v4.Tx).Query":            0,
		"(*github.com/jackc/pgx/v4/pgxpool.Pool).Query": 0,
		"(*github.com/jackc/pgx/v4/pgxpool.Conn).Query": 0,

		"(*gorm.io/gorm.DB).Rows":           0,
		"(*github.com/jinzhu/gorm.DB).Rows": 0,
	},
	End: symbol.Of(
		"(*database/sql.Rows).Close",
		"(github.com/jackc/pgx/v5.Rows).Close",
		"(github.com/jackc/pgx/v4.Rows).Close",
	),
	Drain:      rowsErr.Has,
	DrainFalse: nextRow.Has,
	Borrows:    scansRow,
	Process:    true,
}

// scanRows scan the row that Next has come to. Those of gorm 2 go on to the end,
// and so close the rows, if they are to fill a slice or a single value.
var (
	scanRows    = symbol.Of("(*gorm.io/gorm.DB).ScanRows")
	scanOldRows = symbol.Of("(*github.com/jinzhu/gorm.DB).ScanRows")
)

// scansRow reports whether a call of gorm's scans one row and leaves the rows as
// they are.
func scansRow(call *ssa.CallCommon) bool {
	if scanOldRows.Calls(call) {
		return true
	}
	if !scanRows.Calls(call) {
		return false
	}
	into := value.Strip(call.Args[len(call.Args)-1]).Type()
	if pointer, ok := into.Underlying().(*types.Pointer); ok {
		into = pointer.Elem()
	}
	switch into.Underlying().(type) {
	case *types.Map:
		return true
	case *types.Struct:
		named, ok := types.Unalias(into).(*types.Named)
		return !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != "time" && named.Obj().Pkg().Path() != "database/sql"
	}
	return false
}

// Stmt is a prepared statement of database/sql, or of sqlx. The server, and the
// pool it was prepared on, keep it until it is closed. Those of a transaction end
// with it.
var Stmt = &lifecycle.Spec{
	Name: "stmt",
	Noun: "statement",
	Begin: map[string]int{
		"(*database/sql.DB).Prepare":          0,
		"(*database/sql.DB).PrepareContext":   0,
		"(*database/sql.Conn).PrepareContext": 0,

		"(*github.com/jmoiron/sqlx.DB).Preparex":            0,
		"(*github.com/jmoiron/sqlx.DB).PreparexContext":     0,
		"(*github.com/jmoiron/sqlx.DB).PrepareNamed":        0,
		"(*github.com/jmoiron/sqlx.DB).PrepareNamedContext": 0,
		"(*github.com/jmoiron/sqlx.Conn).PreparexContext":   0,
	},
	End: symbol.Of(
		"(*database/sql.Stmt).Close",
		"(*github.com/jmoiron/sqlx.NamedStmt).Close",
	),
	Process: true,
}

// OpenDB are the functions that make a pool, and CloseDB closes one, with all that
// was prepared on it.
var (
	OpenDB = symbol.Of(
		"database/sql.Open", "database/sql.OpenDB",
		"github.com/jmoiron/sqlx.Open", "github.com/jmoiron/sqlx.MustOpen",
		"github.com/jmoiron/sqlx.Connect", "github.com/jmoiron/sqlx.ConnectContext", "github.com/jmoiron/sqlx.MustConnect",
	)
	CloseDB = symbol.Of("(*database/sql.DB).Close")
)

// rowsErr are the methods whose error closes the rows before it is seen. What
// cannot be scanned closes them in pgx, but not in database/sql.
var rowsErr = symbol.Of(
	"(*database/sql.Rows).Err",
	"(github.com/jackc/pgx/v5.Rows).Err",
	"(github.com/jackc/pgx/v5.Rows).Scan",
	"(github.com/jackc/pgx/v5.Rows).Values",
	"(github.com/jackc/pgx/v4.Rows).Err",
	"(github.com/jackc/pgx/v4.Rows).Scan",
	"(github.com/jackc/pgx/v4.Rows).Values",
)

// nextRow are the methods that close the rows when they return false.
var nextRow = symbol.Of(
	"(*database/sql.Rows).Next",
	"(github.com/jackc/pgx/v5.Rows).Next",
	"(github.com/jackc/pgx/v4.Rows).Next",
)

// Tx is a database transaction. It keeps a connection, and the locks it has
// taken, until it is committed or rolled back.
var Tx = &lifecycle.Spec{
	Name: "tx",
	Noun: "transaction",
	Begin: map[string]int{
		"(*database/sql.DB).Begin":     0,
		"(*database/sql.DB).BeginTx":   0,
		"(*database/sql.Conn).BeginTx": 0,

		"(*github.com/jmoiron/sqlx.DB).Beginx":     0,
		"(*github.com/jmoiron/sqlx.DB).BeginTxx":   0,
		"(*github.com/jmoiron/sqlx.DB).MustBegin":  0,
		"(*github.com/jmoiron/sqlx.Conn).BeginTxx": 0,

		"(*github.com/jackc/pgx/v5.Conn).Begin":           0,
		"(*github.com/jackc/pgx/v5.Conn).BeginTx":         0,
		"(*github.com/jackc/pgx/v5/pgxpool.Pool).Begin":   0,
		"(*github.com/jackc/pgx/v5/pgxpool.Pool).BeginTx": 0,
		"(*github.com/jackc/pgx/v5/pgxpool.Conn).Begin":   0,
		"(*github.com/jackc/pgx/v5/pgxpool.Conn).BeginTx": 0,
		"(*github.com/jackc/pgx/v4.Conn).Begin":           0,
		"(*github.com/jackc/pgx/v4.Conn).BeginTx":         0,
		"(*github.com/jackc/pgx/v4/pgxpool.Pool).Begin":   0,
		"(*github.com/jackc/pgx/v4/pgxpool.Pool).BeginTx": 0,
	},
	End: symbol.Of(
		"(*database/sql.Tx).Commit",
		"(*database/sql.Tx).Rollback",
		"(github.com/jackc/pgx/v5.Tx).Commit",
		"(github.com/jackc/pgx/v5.Tx).Rollback",
		"(github.com/jackc/pgx/v4.Tx).Commit",
		"(github.com/jackc/pgx/v4.Tx).Rollback",
	),
	Process: true,
}

// GormTx is a transaction of gorm, whose methods return it again.
var GormTx = &lifecycle.Spec{
	Name: "gormtx",
	Noun: "transaction",
	Begin: map[string]int{
		"(*gorm.io/gorm.DB).Begin":             0,
		"(*github.com/jinzhu/gorm.DB).Begin":   0,
		"(*github.com/jinzhu/gorm.DB).BeginTx": 0,
	},
	End: symbol.Of(
		"(*gorm.io/gorm.DB).Commit",
		"(*gorm.io/gorm.DB).Rollback",
		"(*github.com/jinzhu/gorm.DB).Commit",
		"(*github.com/jinzhu/gorm.DB).Rollback",
		"(*github.com/jinzhu/gorm.DB).RollbackUnlessCommitted",
	),
	Chained:    true,
	ErrorField: "Error",
	Part:       gormPart,
	Process:    true,
}

// Transactions are the kinds of transactions.
var Transactions = []*lifecycle.Spec{Tx, GormTx}
