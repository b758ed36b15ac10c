package catalog

import "github.com/govlint/govlint/analyzers/internal/symbol"

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
