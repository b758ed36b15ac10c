package unorderedsort

import (
	"context"

	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
)

// listOfFirst is refused by the first version of the driver as well.
func listOfFirst(ctx context.Context, c *mongo.Collection) (*mongo.Cursor, error) {
	opts := options.Find().SetLimit(10)
	opts.SetSort(map[string]int{"score": -1, "name": 1}) // want `the driver refuses several keys in a map in SetSort, for they have no order`
	return c.Find(ctx, map[string]any{}, opts)
}
