package lostcursor

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"example.com/fixtures/lostcursor/helper"
)

var errNegative = errors.New("negative")

// failedDecode returns from the middle of the loop.
func failedDecode(ctx context.Context, c *mongo.Collection) error {
	cur, err := c.Find(ctx, bson.D{}) // want `cursor cur is never closed`
	if err != nil {
		return err
	}
	for cur.Next(ctx) {
		var doc struct{ N string }
		if err := cur.Decode(&doc); err != nil {
			return err
		}
	}
	return cur.Err()
}

// firstOnly stops at the first document.
func firstOnly(ctx context.Context, c *mongo.Collection) (int, error) {
	cur, err := helper.All(ctx, c) // want `cursor cur is never closed`
	if err != nil {
		return 0, err
	}
	if !cur.Next(ctx) {
		return 0, cur.Err()
	}
	return helper.Number(cur)
}

// closedBehindLoop has a Close, and a way around it.
func closedBehindLoop(c *mongo.Collection) (sum int, err error) {
	cur, err := c.Aggregate(context.TODO(), mongo.Pipeline{}) // want `cursor cur is not closed on every path`
	if err != nil {
		return 0, err
	}
	for cur.Next(context.TODO()) {
		n, err := helper.Number(cur)
		if err != nil {
			return 0, err
		}
		if sum += n; sum > 0 {
			return 0, errNegative
		}
	}
	return sum, cur.Close(context.TODO())
}

// watched waits for one change.
func watched(ctx context.Context, c *mongo.Collection) (bson.Raw, error) {
	changes, err := c.Watch(ctx, mongo.Pipeline{}) // want `cursor changes is never closed`
	if err != nil {
		return nil, err
	}
	if changes.Next(ctx) {
		return changes.Current, nil
	}
	return nil, changes.Err()
}
