package unorderedsort

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// ranking sorts by two keys.
func ranking() mongo.Pipeline {
	return mongo.Pipeline{
		{{Key: "$match", Value: bson.M{"active": true, "deleted": false}}},
		{{Key: "$sort", Value: bson.M{"score": -1, "name": 1}}}, // want `\$sort goes by the order of its keys, and a map has none`
	}
}

const sortStage = "$sort"

// rankingOfMaps is written with maps throughout.
func rankingOfMaps() []bson.M {
	return []bson.M{
		{"$match": bson.M{"active": true}},
		{sortStage: map[string]any{ // want `\$sort goes by the order of its keys, and a map has none`
			"score": -1, // the best first
			"name":  1,
		}},
	}
}

// keepBest sorts what it adds to a list.
func keepBest(score int) bson.M {
	return bson.M{"$push": bson.M{"scores": bson.M{
		"$each":  bson.A{bson.M{"score": score}},
		"$sort":  bson.M{"score": -1, "at": 1}, // want `\$sort goes by the order of its keys, and a map has none`
		"$slice": 10,
	}}}
}

// window numbers the documents.
func window() bson.D {
	return bson.D{{Key: "$setWindowFields", Value: bson.D{
		{Key: "sortBy", Value: bson.M{"score": -1, "name": 1}}, // want `sortBy goes by the order of its keys, and a map has none`
		{Key: "output", Value: bson.M{"rank": bson.M{"$rank": bson.M{}}}},
	}}}
}

// next takes a job off a queue.
func next() bson.D {
	return bson.D{
		{Key: "findAndModify", Value: "jobs"},
		{Key: "sort", Value: bson.M{"priority": -1, "at": 1}}, // want `sort goes by the order of its keys, and a map has none`
		{Key: "remove", Value: true},
	}
}

// list is refused by the driver.
func list(ctx context.Context, c *mongo.Collection) (*mongo.Cursor, error) {
	return c.Find(ctx, bson.M{}, options.Find().SetSort(bson.M{"score": -1, "name": 1})) // want `the driver refuses several keys in a map in SetSort, for they have no order`
}

// index is refused by the driver.
func index(ctx context.Context, c *mongo.Collection) (string, error) {
	return c.Indexes().CreateOne(ctx, mongo.IndexModel{
		Keys:    bson.M{"tenant": 1, "name": 1}, // want `the driver refuses the keys of an index in a map, which has no order`
		Options: options.Index().SetUnique(true),
	})
}

// ping is refused by the driver.
func ping(ctx context.Context, db *mongo.Database) error {
	return db.RunCommand(ctx, bson.M{"ping": 1, "comment": "health"}).Err() // want `the driver refuses several keys in a map in RunCommand, for the first is the command`
}

// document is not a list of stages.
func document(ctx context.Context, c *mongo.Collection) (*mongo.Cursor, error) {
	return c.Aggregate(ctx, bson.D{{Key: "$match", Value: bson.M{"active": true}}}) // want `a single document is refused by Aggregate, which takes a list of stages`
}

// oneStage has lost a pair of braces.
func oneStage(ctx context.Context, c *mongo.Collection) (*mongo.Cursor, error) {
	return c.Aggregate(ctx, mongo.Pipeline{{
		{Key: "$match", Value: bson.M{"active": true}},
		{Key: "$limit", Value: 10}, // want `a stage has one key: the server refuses \$limit beside \$match`
	}})
}

// totals names its fields like paths.
func totals() bson.D {
	return bson.D{{Key: "$group", Value: bson.M{
		"_id":         "$customer.id",
		"order.total": bson.M{"$sum": "$total"}, // want `the server refuses a field of \$group with a dot in its name`
	}}}
}

// facets names one like an operator.
func facets() bson.M {
	return bson.M{"$facet": bson.M{
		"$summary": bson.A{bson.M{"$count": "n"}}, // want `the server refuses a field of \$facet whose name begins with a dollar sign`
	}}
}
