// Package helper does to cursors what other packages of a service do.
package helper

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// Close closes a cursor and ignores the error.
func Close(cur *mongo.Cursor) { _ = cur.Close(context.Background()) }

// Number decodes a document.
func Number(cur *mongo.Cursor) (int, error) {
	var doc struct{ N int }
	err := cur.Decode(&doc)
	return doc.N, err
}

// All hands out a cursor that the caller has to close.
func All(ctx context.Context, c *mongo.Collection) (*mongo.Cursor, error) {
	return c.Find(ctx, bson.D{})
}
