package catalog

import (
	"go/types"
	"maps"

	"golang.org/x/tools/go/ssa"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
	"github.com/govlint/govlint/analyzers/internal/value"
)

// CheckedResult is the result of a query, as something whose error has to be
// looked at: rows, a cursor, a change stream.
var CheckedResult = &lifecycle.Spec{
	Name:   "checkedresult",
	Noun:   "rows",
	Begin:  queries,
	Match:  query,
	End:    resultErrors,
	Borrow: symbol.Of("(*gorm.io/gorm.DB).ScanRows", "(*github.com/jinzhu/gorm.DB).ScanRows"),
}

// ReadResult is the same, as something that is read: it ends with each Next.
var ReadResult = &lifecycle.Spec{
	Name:   "readresult",
	Noun:   "rows",
	Begin:  queries,
	End:    NextResult,
	Borrow: CheckedResult.Borrow,
}

// queries are the functions that are known to begin a result.
var queries = union(Rows.Begin, Cursor.Begin)

func union(sets ...map[string]int) map[string]int {
	all := map[string]int{}
	for _, set := range sets {
		maps.Copy(all, set)
	}
	return all
}

// NextResult are the methods that return false at the end of a result, and when
// it cannot be read on.
var NextResult = symbol.Union(nextRow, nextDocument, symbol.Of(
	"(*go.mongodb.org/mongo-driver/mongo.Cursor).TryNext",
	"(*go.mongodb.org/mongo-driver/mongo.ChangeStream).Next",
	"(*go.mongodb.org/mongo-driver/mongo.ChangeStream).TryNext",
	"(*go.mongodb.org/mongo-driver/v2/mongo.Cursor).TryNext",
	"(*go.mongodb.org/mongo-driver/v2/mongo.ChangeStream).Next",
	"(*go.mongodb.org/mongo-driver/v2/mongo.ChangeStream).TryNext",
))

// resultErrors are the methods that return the error of a result, or of reading it
// as a whole.
var resultErrors = symbol.Of(
	"(*database/sql.Rows).Err",
	"(github.com/jackc/pgx/v5.Rows).Err",
	"(github.com/jackc/pgx/v4.Rows).Err",
	"(*go.mongodb.org/mongo-driver/mongo.Cursor).Err",
	"(*go.mongodb.org/mongo-driver/mongo.Cursor).All",
	"(*go.mongodb.org/mongo-driver/mongo.ChangeStream).Err",
	"(*go.mongodb.org/mongo-driver/v2/mongo.Cursor).Err",
	"(*go.mongodb.org/mongo-driver/v2/mongo.Cursor).All",
	"(*go.mongodb.org/mongo-driver/v2/mongo.ChangeStream).Err",
)

// query recognises a query by its results: rows and an error. Who else hands
// out rows does not say that they are new.
func query(call *ssa.CallCommon) (result int, ok bool) {
	results := call.Signature().Results()
	if results.Len() != 2 || value.ErrorResult(call.Signature()) != 1 || !isResult(results.At(0).Type()) {
		return 0, false
	}
	fn := symbol.Callee(call)
	return 0, fn == nil || fn.Name() != "NewCursorFromDocuments" // which cannot fail
}

// isResult reports whether t is one of the types that NextResult are methods of.
func isResult(t types.Type) bool {
	for _, name := range []string{"Rows", "Cursor", "ChangeStream"} {
		for _, path := range resultPackages {
			if symbol.Is(t, path, name) {
				return true
			}
		}
	}
	return false
}

var resultPackages = []string{
	"database/sql",
	"github.com/jmoiron/sqlx",
	"github.com/jackc/pgx/v4",
	"github.com/jackc/pgx/v5",
	"go.mongodb.org/mongo-driver/mongo",
	"go.mongodb.org/mongo-driver/v2/mongo",
}
