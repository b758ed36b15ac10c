package lostcursor

import (
	"context"
	"log"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"example.com/fixtures/lostcursor/helper"
)

// deferredAtOnce is the idiom.
func deferredAtOnce(ctx context.Context, c *mongo.Collection) error {
	cur, err := c.Find(ctx, bson.D{})
	if err != nil {
		return err
	}
	defer cur.Close(context.WithoutCancel(ctx))
	for cur.Next(ctx) {
		var doc struct{ N string }
		if err := cur.Decode(&doc); err != nil {
			return err
		}
	}
	return cur.Err()
}

// inClosure looks at the error of Close.
func inClosure(ctx context.Context, c *mongo.Collection) error {
	cur, err := c.Find(ctx, bson.D{})
	if err != nil {
		return err
	}
	defer func() {
		if err := cur.Close(ctx); err != nil {
			log.Print(err)
		}
	}()
	cur.Next(ctx)
	return cur.Err()
}

// allAtOnce leaves the Close to the driver.
func allAtOnce(ctx context.Context, c *mongo.Collection) (docs []bson.D, err error) {
	cur, err := c.Find(ctx, bson.D{})
	if err != nil {
		return nil, err
	}
	err = cur.All(ctx, &docs)
	return docs, err
}

// readToTheEnd leaves the loop only when Next has returned false.
func readToTheEnd(ctx context.Context, c *mongo.Collection) (n int, err error) {
	cur, err := c.Find(ctx, bson.D{})
	if err != nil {
		return 0, err
	}
	for cur.Next(ctx) {
		n++
	}
	return n, cur.Err()
}

// closedByHelper leaves the Close to a function of another package.
func closedByHelper(ctx context.Context, c *mongo.Collection) (int, error) {
	cur, err := helper.All(ctx, c)
	if err != nil {
		return 0, err
	}
	defer helper.Close(cur)
	if !cur.Next(ctx) {
		return 0, cur.Err()
	}
	return helper.Number(cur)
}

// handedOn leaves the Close to the caller.
func handedOn(ctx context.Context, c *mongo.Collection) (*mongo.Cursor, error) {
	return c.Find(ctx, bson.D{})
}

// tail keeps the cursor.
type tail struct{ Cursor *mongo.Cursor }

func (l *tail) open(ctx context.Context, c *mongo.Collection) (err error) {
	l.Cursor, err = c.Find(ctx, bson.D{})
	return err
}

// forEver reads the changes as long as the process lives.
func forEver(ctx context.Context, c *mongo.Collection) {
	changes, err := c.Watch(ctx, mongo.Pipeline{})
	if err != nil {
		log.Fatal(err)
	}
	for {
		if changes.Next(ctx) {
			log.Print(changes.Current)
		}
	}
}
