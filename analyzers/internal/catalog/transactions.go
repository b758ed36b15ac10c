package catalog

import (
	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// PoolBegin are the functions that begin a transaction on one connection of the
// pool that they are methods of. What a single connection begins holds all that
// is sent through it.
var PoolBegin = symbol.Of(
	"(*database/sql.DB).Begin",
	"(*database/sql.DB).BeginTx",
	"(*github.com/jmoiron/sqlx.DB).Beginx",
	"(*github.com/jmoiron/sqlx.DB).BeginTxx",
	"(*github.com/jmoiron/sqlx.DB).MustBegin",
	"(*github.com/jackc/pgx/v5/pgxpool.Pool).Begin",
	"(*github.com/jackc/pgx/v5/pgxpool.Pool).BeginTx",
	"(*github.com/jackc/pgx/v4/pgxpool.Pool).Begin",
	"(*github.com/jackc/pgx/v4/pgxpool.Pool).BeginTx",
	"(*gorm.io/gorm.DB).Begin",
	"(*github.com/jinzhu/gorm.DB).Begin",
	"(*github.com/jinzhu/gorm.DB).BeginTx",
)

// TxRunners are the functions that run their last function argument in a
// transaction of the pool that is their receiver, or the argument of the given
// index, receivers not counted.
var TxRunners = map[string]int{
	"(*gorm.io/gorm.DB).Transaction":           -1,
	"(*github.com/jinzhu/gorm.DB).Transaction": -1,
	"github.com/jackc/pgx/v5.BeginFunc":        1,
	"github.com/jackc/pgx/v5.BeginTxFunc":      1,
}

// PoolQueries are the methods of a pool that send a statement through any of its
// connections.
var PoolQueries = symbol.Of(
	"(*database/sql.DB).Exec",
	"(*database/sql.DB).ExecContext",
	"(*database/sql.DB).Query",
	"(*database/sql.DB).QueryContext",
	"(*database/sql.DB).QueryRow",
	"(*database/sql.DB).QueryRowContext",

	"(*github.com/jmoiron/sqlx.DB).Get",
	"(*github.com/jmoiron/sqlx.DB).GetContext",
	"(*github.com/jmoiron/sqlx.DB).MustExec",
	"(*github.com/jmoiron/sqlx.DB).MustExecContext",
	"(*github.com/jmoiron/sqlx.DB).NamedExec",
	"(*github.com/jmoiron/sqlx.DB).NamedExecContext",
	"(*github.com/jmoiron/sqlx.DB).NamedQuery",
	"(*github.com/jmoiron/sqlx.DB).NamedQueryContext",
	"(*github.com/jmoiron/sqlx.DB).QueryRowx",
	"(*github.com/jmoiron/sqlx.DB).QueryRowxContext",
	"(*github.com/jmoiron/sqlx.DB).Queryx",
	"(*github.com/jmoiron/sqlx.DB).QueryxContext",
	"(*github.com/jmoiron/sqlx.DB).Select",
	"(*github.com/jmoiron/sqlx.DB).SelectContext",

	"(*github.com/jackc/pgx/v5/pgxpool.Pool).CopyFrom",
	"(*github.com/jackc/pgx/v5/pgxpool.Pool).Exec",
	"(*github.com/jackc/pgx/v5/pgxpool.Pool).Query",
	"(*github.com/jackc/pgx/v5/pgxpool.Pool).QueryRow",
	"(*github.com/jackc/pgx/v5/pgxpool.Pool).SendBatch",
	"(*github.com/jackc/pgx/v4/pgxpool.Pool).CopyFrom",
	"(*github.com/jackc/pgx/v4/pgxpool.Pool).Exec",
	"(*github.com/jackc/pgx/v4/pgxpool.Pool).Query",
	"(*github.com/jackc/pgx/v4/pgxpool.Pool).QueryRow",
	"(*github.com/jackc/pgx/v4/pgxpool.Pool).SendBatch",

	"(*gorm.io/gorm.DB).Count",
	"(*gorm.io/gorm.DB).Create",
	"(*gorm.io/gorm.DB).CreateInBatches",
	"(*gorm.io/gorm.DB).Delete",
	"(*gorm.io/gorm.DB).Exec",
	"(*gorm.io/gorm.DB).Find",
	"(*gorm.io/gorm.DB).FindInBatches",
	"(*gorm.io/gorm.DB).First",
	"(*gorm.io/gorm.DB).FirstOrCreate",
	"(*gorm.io/gorm.DB).FirstOrInit",
	"(*gorm.io/gorm.DB).Last",
	"(*gorm.io/gorm.DB).Pluck",
	"(*gorm.io/gorm.DB).Row",
	"(*gorm.io/gorm.DB).Rows",
	"(*gorm.io/gorm.DB).Save",
	"(*gorm.io/gorm.DB).Scan",
	"(*gorm.io/gorm.DB).Take",
	"(*gorm.io/gorm.DB).Update",
	"(*gorm.io/gorm.DB).UpdateColumn",
	"(*gorm.io/gorm.DB).UpdateColumns",
	"(*gorm.io/gorm.DB).Updates",

	"(*github.com/jinzhu/gorm.DB).Count",
	"(*github.com/jinzhu/gorm.DB).Create",
	"(*github.com/jinzhu/gorm.DB).Delete",
	"(*github.com/jinzhu/gorm.DB).Exec",
	"(*github.com/jinzhu/gorm.DB).Find",
	"(*github.com/jinzhu/gorm.DB).First",
	"(*github.com/jinzhu/gorm.DB).Save",
	"(*github.com/jinzhu/gorm.DB).Scan",
	"(*github.com/jinzhu/gorm.DB).Update",
	"(*github.com/jinzhu/gorm.DB).Updates",
)

// PoolPrepares are the methods of a pool that prepare a statement, which runs on
// any of its connections unless a transaction takes it over.
var PoolPrepares = symbol.Of(
	"(*database/sql.DB).Prepare",
	"(*database/sql.DB).PrepareContext",
	"(*github.com/jmoiron/sqlx.DB).PrepareNamed",
	"(*github.com/jmoiron/sqlx.DB).PrepareNamedContext",
	"(*github.com/jmoiron/sqlx.DB).Preparex",
	"(*github.com/jmoiron/sqlx.DB).PreparexContext",
)

// TxQueries are the methods of a transaction that send a statement.
var TxQueries = symbol.Union(PoolQueries, symbol.Of(
	"(*database/sql.Tx).Exec",
	"(*database/sql.Tx).ExecContext",
	"(*database/sql.Tx).Query",
	"(*database/sql.Tx).QueryContext",
	"(*database/sql.Tx).QueryRow",
	"(*database/sql.Tx).QueryRowContext",

	"(*github.com/jmoiron/sqlx.Tx).MustExec",
	"(*github.com/jmoiron/sqlx.Tx).MustExecContext",
	"(*github.com/jmoiron/sqlx.Tx).NamedExec",
	"(*github.com/jmoiron/sqlx.Tx).NamedExecContext",

	"(github.com/jackc/pgx/v5.Tx).CopyFrom",
	"(github.com/jackc/pgx/v5.Tx).Exec",
	"(github.com/jackc/pgx/v5.Tx).Query",
	"(github.com/jackc/pgx/v5.Tx).QueryRow",
	"(github.com/jackc/pgx/v5.Tx).SendBatch",
	"(github.com/jackc/pgx/v4.Tx).CopyFrom",
	"(github.com/jackc/pgx/v4.Tx).Exec",
	"(github.com/jackc/pgx/v4.Tx).Query",
	"(github.com/jackc/pgx/v4.Tx).QueryRow",
	"(github.com/jackc/pgx/v4.Tx).SendBatch",
))

// SessionRunners are the functions that run their last function argument with a
// context that has a session of MongoDB in it; true if a transaction is open.
var SessionRunners = map[string]bool{
	"(*go.mongodb.org/mongo-driver/v2/mongo.Session).WithTransaction":      true,
	"(go.mongodb.org/mongo-driver/mongo.Session).WithTransaction":          true,
	"(*go.mongodb.org/mongo-driver/v2/mongo.Client).UseSession":            false,
	"(*go.mongodb.org/mongo-driver/v2/mongo.Client).UseSessionWithOptions": false,
	"go.mongodb.org/mongo-driver/v2/mongo.WithSession":                     false,
	"(*go.mongodb.org/mongo-driver/mongo.Client).UseSession":               false,
	"(*go.mongodb.org/mongo-driver/mongo.Client).UseSessionWithOptions":    false,
	"go.mongodb.org/mongo-driver/mongo.WithSession":                        false,
}

// StartTransaction are the functions that open a transaction in a session.
var StartTransaction = symbol.Of(
	"(*go.mongodb.org/mongo-driver/v2/mongo.Session).StartTransaction",
	"(go.mongodb.org/mongo-driver/mongo.Session).StartTransaction",
)

// SessionOfContext are the functions that put a session into a context, or take
// it out again.
var SessionOfContext = symbol.Of(
	"go.mongodb.org/mongo-driver/v2/mongo.NewSessionContext",
	"go.mongodb.org/mongo-driver/v2/mongo.SessionFromContext",
	"go.mongodb.org/mongo-driver/mongo.NewSessionContext",
	"go.mongodb.org/mongo-driver/mongo.SessionFromContext",
)

// CollectionCalls are the methods of a collection that can be part of a
// transaction.
var CollectionCalls = mongoMethods(
	"(*go.mongodb.org/mongo-driver/v2/mongo.Collection).", "(*go.mongodb.org/mongo-driver/mongo.Collection).",
)

func mongoMethods(receivers ...string) symbol.Set {
	methods := symbol.Set{}
	for _, receiver := range receivers {
		for _, name := range []string{
			"Aggregate", "BulkWrite", "CountDocuments", "DeleteMany", "DeleteOne", "Distinct", "Find", "FindOne", "FindOneAndDelete",
			"FindOneAndReplace", "FindOneAndUpdate", "InsertMany", "InsertOne", "ReplaceOne", "UpdateByID", "UpdateMany", "UpdateOne",
		} {
			methods[receiver+name] = true
		}
	}
	return methods
}

// GormConn returns the gorm.DB whose connection an address is; nil if it is the
// address of something else. Who stores the connection of a transaction there
// makes that DB part of the transaction, and able to end it.
func GormConn(addr ssa.Value) ssa.Value {
	conn, ok := addr.(*ssa.FieldAddr)
	if !ok || value.FieldOf(conn).Name() != "ConnPool" || !symbol.Is(conn.X.Type(), "gorm.io/gorm", "Statement") {
		return nil
	}
	load, ok := conn.X.(*ssa.UnOp)
	if !ok {
		return nil
	}
	if statement, ok := load.X.(*ssa.FieldAddr); ok {
		return statement.X
	}
	return nil
}

// gormPart returns the gorm.DB whose connection v is, or nil.
func gormPart(v ssa.Value) ssa.Value {
	if load, ok := value.Strip(v).(*ssa.UnOp); ok {
		return GormConn(load.X)
	}
	return nil
}
