package unorderedsort

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// rankingInOrder lists its keys.
func rankingInOrder() mongo.Pipeline {
	return mongo.Pipeline{
		{{Key: "$match", Value: bson.M{"active": true, "deleted": false}}},
		{{Key: "$sort", Value: bson.D{{Key: "score", Value: -1}, {Key: "name", Value: 1}}}},
	}
}

// oneKey has no order.
func oneKey() bson.M {
	return bson.M{"$sort": bson.M{"score": -1}}
}

// unordered stages may be maps.
func unordered() []bson.M {
	return []bson.M{
		{"$match": bson.M{"active": true, "deleted": false}},
		{"$group": bson.M{"_id": "$name", "n": bson.M{"$sum": 1}}},
		{"$project": bson.M{"name": 1, "n": 1}},
		{"$set": bson.M{"seen": true, "new": false}},
	}
}

// chosen may be changed on the way.
func chosen(descending bool) bson.M {
	order := bson.M{"score": 1, "name": 1}
	if descending {
		delete(order, "score")
	}
	return bson.M{"$sort": order}
}

// computed has keys that are not known.
func computed(first, second string) bson.M {
	return bson.M{"$sort": bson.M{first: 1, second: -1}}
}

// ownSort is a field of that name.
func ownSort() bson.M {
	return bson.M{"sort": bson.M{"by": "name", "direction": "up"}, "sortBy": bson.M{"a": 1, "b": 2}}
}

// filter is a document with two operators, in a list that is no pipeline.
func filter(ctx context.Context, c *mongo.Collection) (*mongo.Cursor, error) {
	return c.Find(ctx, bson.M{"$or": bson.A{bson.M{"$expr": true, "$comment": "all"}}})
}

// listInOrder gives the driver a list.
func listInOrder(ctx context.Context, c *mongo.Collection) (*mongo.Cursor, error) {
	return c.Find(ctx, bson.M{}, options.Find().SetSort(bson.D{{Key: "score", Value: -1}, {Key: "name", Value: 1}}))
}

// indexInOrder gives the driver a list.
func indexInOrder(ctx context.Context, c *mongo.Collection) (string, error) {
	return c.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: bson.D{{Key: "tenant", Value: 1}, {Key: "name", Value: 1}}})
}

// pingInOrder names the command first.
func pingInOrder(ctx context.Context, db *mongo.Database) error {
	return db.RunCommand(ctx, bson.D{{Key: "ping", Value: 1}, {Key: "comment", Value: "health"}}).Err()
}

// stagesInOrder is a list of stages.
func stagesInOrder(ctx context.Context, c *mongo.Collection) (*mongo.Cursor, error) {
	return c.Aggregate(ctx, bson.A{
		bson.D{{Key: "$match", Value: bson.M{"active": true}}},
		bson.D{{Key: "$limit", Value: 10}},
	})
}

// noStages is empty, which is all documents.
func noStages(ctx context.Context, c *mongo.Collection) (*mongo.Cursor, error) {
	return c.Aggregate(ctx, bson.D{})
}

// nested has dots in what it refers to.
func nested() bson.D {
	return bson.D{{Key: "$group", Value: bson.M{"_id": bson.M{"id": "$customer.id"}, "total": bson.M{"$sum": "$order.total"}}}}
}
