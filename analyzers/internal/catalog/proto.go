package catalog

import (
	"go/types"
	"slices"

	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// TimestampPackage has protobuf's Timestamp.
const TimestampPackage = "google.golang.org/protobuf/types/known/timestamppb"

// What one asks a Timestamp: what it says, whether it says anything. The last
// set makes one that is never nil.
var (
	TimestampAsTime = symbol.Of("(*google.golang.org/protobuf/types/known/timestamppb.Timestamp).AsTime")
	TimestampTests  = symbol.Of(
		"(*google.golang.org/protobuf/types/known/timestamppb.Timestamp).IsValid",
		"(*google.golang.org/protobuf/types/known/timestamppb.Timestamp).CheckValid",
	)
	TimestampMade = symbol.Of(
		"google.golang.org/protobuf/types/known/timestamppb.New",
		"google.golang.org/protobuf/types/known/timestamppb.Now",
	)
	TimeIsZero = symbol.Of("(time.Time).IsZero")
)

// TimestampNew makes a timestamp of a time.
var TimestampNew = symbol.Of("google.golang.org/protobuf/types/known/timestamppb.New")

// nullTimes are types of columns that may be NULL: a time, and whether there is one.
// pgtype's are left out: code that sqlc makes has them for columns that are never
// NULL too.
var nullTimes = []Type{
	{"database/sql", "NullTime"}, {"database/sql", "Null"},
	{"gorm.io/gorm", "DeletedAt"},
	{"github.com/lib/pq", "NullTime"}, {"github.com/go-sql-driver/mysql", "NullTime"},
	{"github.com/volatiletech/null", "Time"}, {"github.com/volatiletech/null/v8", "Time"},
	{"github.com/volatiletech/null/v9", "Time"}, {"github.com/aarondl/null/v8", "Time"},
}

// IsNullTime reports whether t is one of them, or a pointer to one.
func IsNullTime(t types.Type) bool {
	return slices.ContainsFunc(nullTimes, func(known Type) bool { return symbol.Is(t, known.Path, known.Name) })
}
