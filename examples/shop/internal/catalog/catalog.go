// Package catalog keeps what the shop sells in MongoDB.
package catalog

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// ErrNotFound says that the shop has no such product.
var ErrNotFound = errors.New("product not found")

// Product is something that the shop sells.
type Product struct {
	SKU      string `bson:"_id"`
	Name     string `bson:"name"`
	Category string `bson:"category"`
	Cents    int64  `bson:"cents"`
	Left     int    `bson:"left"`
}

// Catalog is a database of products.
type Catalog struct {
	client    *mongo.Client
	products  *mongo.Collection
	movements *mongo.Collection
}

// Open returns the catalog at a MongoDB URI.
func Open(uri string) (*Catalog, error) {
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		return nil, fmt.Errorf("connect to the catalog: %w", err)
	}
	db := client.Database("shop")
	return &Catalog{client: client, products: db.Collection("products"), movements: db.Collection("movements")}, nil
}

// Close releases the connections.
func (c *Catalog) Close(ctx context.Context) error { return c.client.Disconnect(ctx) }

// Get returns one product.
func (c *Catalog) Get(ctx context.Context, sku string) (p Product, err error) {
	err = c.products.FindOne(ctx, bson.D{{Key: "_id", Value: sku}}).Decode(&p)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return Product{}, ErrNotFound
	}
	return p, err
}

// Prices returns the price of each product of a category.
func (c *Catalog) Prices(ctx context.Context, category string) (map[string]int64, error) {
	cur, err := c.products.Find(ctx, bson.D{{Key: "category", Value: category}})
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", category, err)
	}
	defer cur.Close(context.WithoutCancel(ctx))
	prices := map[string]int64{}
	for cur.Next(ctx) {
		var p Product
		if err := cur.Decode(&p); err != nil {
			return nil, fmt.Errorf("read product: %w", err)
		}
		prices[p.SKU] = p.Cents
	}
	return prices, nil
}

// Affordable returns the first product of a category that costs no more than a
// limit.
func (c *Catalog) Affordable(ctx context.Context, category string, limit int64) (Product, error) {
	cur, err := c.products.Find(ctx, bson.D{{Key: "category", Value: category}})
	if err != nil {
		return Product{}, fmt.Errorf("find %s: %w", category, err)
	}
	for cur.Next(ctx) {
		var p Product
		if err := cur.Decode(&p); err != nil {
			return Product{}, fmt.Errorf("read product: %w", err)
		}
		if p.Cents <= limit {
			return p, nil
		}
	}
	if err := cur.Err(); err != nil {
		return Product{}, err
	}
	return Product{}, ErrNotFound
}

// Bestsellers returns what has been moved most often.
func (c *Catalog) Bestsellers(ctx context.Context) (skus []string, err error) {
	cur, err := c.movements.Aggregate(ctx, mongo.Pipeline{
		{{Key: "$group", Value: bson.M{"_id": "$sku", "moved": bson.M{"$sum": "$quantity"}}}},
		{{Key: "$sort", Value: bson.M{"moved": -1, "_id": 1}}},
		{{Key: "$limit", Value: 10}},
	})
	if err != nil {
		return nil, err
	}
	var found []struct {
		SKU string `bson:"_id"`
	}
	if err := cur.All(ctx, &found); err != nil {
		return nil, err
	}
	for _, f := range found {
		skus = append(skus, f.SKU)
	}
	return skus, nil
}

// Running returns what is nearly gone, the scarcest first.
func (c *Catalog) Running(ctx context.Context, below int) (products []Product, err error) {
	cur, err := c.products.Aggregate(ctx, mongo.Pipeline{
		{{Key: "$match", Value: bson.M{"left": bson.M{"$lt": below}}}},
		{{Key: "$sort", Value: bson.D{{Key: "left", Value: 1}, {Key: "_id", Value: 1}}}},
	})
	if err != nil {
		return nil, err
	}
	defer cur.Close(context.WithoutCancel(ctx))
	for cur.Next(ctx) {
		var p Product
		if err := cur.Decode(&p); err != nil {
			return nil, fmt.Errorf("read product: %w", err)
		}
		products = append(products, p)
	}
	return products, cur.Err()
}

// Take takes goods off the shelf and notes that they have been moved.
func (c *Catalog) Take(ctx context.Context, sku string, quantity int) error {
	return c.atomically(ctx, func(ctx context.Context) error {
		if _, err := c.products.UpdateByID(ctx, sku, bson.D{{Key: "$inc", Value: bson.D{{Key: "left", Value: -quantity}}}}); err != nil {
			return err
		}
		_, err := c.movements.InsertOne(ctx, bson.D{{Key: "sku", Value: sku}, {Key: "quantity", Value: quantity}})
		return err
	})
}

// PutBack is the opposite of Take.
func (c *Catalog) PutBack(ctx context.Context, sku string, quantity int) error {
	session, err := c.client.StartSession()
	if err != nil {
		return err
	}
	defer session.EndSession(context.WithoutCancel(ctx))
	_, err = session.WithTransaction(ctx, func(sessionCtx context.Context) (any, error) {
		if _, err := c.products.UpdateByID(sessionCtx, sku, bson.D{{Key: "$inc", Value: bson.D{{Key: "left", Value: quantity}}}}); err != nil {
			return nil, err
		}
		return c.movements.DeleteOne(ctx, bson.D{{Key: "sku", Value: sku}, {Key: "quantity", Value: quantity}})
	})
	return err
}

// atomically runs work in a transaction.
func (c *Catalog) atomically(ctx context.Context, work func(ctx context.Context) error) error {
	session, err := c.client.StartSession()
	if err != nil {
		return err
	}
	defer session.EndSession(context.WithoutCancel(ctx))
	_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) { return nil, work(ctx) })
	return err
}
