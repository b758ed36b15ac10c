package catalog

import (
	"strings"

	"github.com/govlint/govlint/analyzers/internal/lifecycle"
	"github.com/govlint/govlint/analyzers/internal/symbol"
)

// Cursor is a cursor or a change stream of MongoDB. The server keeps it until
// it is closed, read to its end, or has been idle for ten minutes.
var Cursor = &lifecycle.Spec{
	Name:  "cursor",
	Noun:  "cursor",
	Begin: mongoCursors("go.mongodb.org/mongo-driver/mongo", "go.mongodb.org/mongo-driver/v2/mongo"),
	End: symbol.Of(
		"(*go.mongodb.org/mongo-driver/mongo.Cursor).Close",
		"(*go.mongodb.org/mongo-driver/mongo.Cursor).All",
		"(*go.mongodb.org/mongo-driver/mongo.ChangeStream).Close",
		"(*go.mongodb.org/mongo-driver/v2/mongo.Cursor).Close",
		"(*go.mongodb.org/mongo-driver/v2/mongo.Cursor).All",
		"(*go.mongodb.org/mongo-driver/v2/mongo.ChangeStream).Close",
	),
	Drain:      cursorErr.Has,
	DrainFalse: nextDocument.Has,
	Process:    true,
}

func mongoCursors(paths ...string) map[string]int {
	begin := map[string]int{}
	for _, path := range paths {
		for _, name := range []string{
			"(*%.Collection).Find", "(*%.Collection).Aggregate", "(*%.Collection).Watch", "(*%.Database).Aggregate",
			"(*%.Database).Watch", "(*%.Database).ListCollections", "(*%.Database).RunCommandCursor", "(*%.Client).Watch",
			"(%.IndexView).List",
		} {
			begin[strings.Replace(name, "%", path, 1)] = 0
		}
	}
	return begin
}

// nextDocument are the methods that leave nothing to close when they return
// false; cursorErr those whose error says so. A change stream that has failed
// is closed by the server as well.
var (
	nextDocument = symbol.Of(
		"(*go.mongodb.org/mongo-driver/mongo.Cursor).Next",
		"(*go.mongodb.org/mongo-driver/v2/mongo.Cursor).Next",
	)
	cursorErr = symbol.Of(
		"(*go.mongodb.org/mongo-driver/mongo.Cursor).Err",
		"(*go.mongodb.org/mongo-driver/v2/mongo.Cursor).Err",
	)
)
