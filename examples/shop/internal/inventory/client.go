// Package inventory talks to the inventory service, and implements it.
package inventory

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"google.golang.org/grpc"

	"example.com/shop/gen/shopv1"
)

// Client is a client of the inventory service.
type Client struct {
	rpc    shopv1.InventoryClient
	budget time.Duration
}

// NewClient returns a client over conn. One unary call takes budget at most.
func NewClient(conn grpc.ClientConnInterface, budget time.Duration) *Client {
	return &Client{rpc: shopv1.NewInventoryClient(conn), budget: budget}
}

// Available returns how many pieces of sku are in stock.
func (c *Client) Available(ctx context.Context, sku string) (int32, error) {
	ctx, cancel := context.WithTimeout(ctx, c.budget)
	if sku == "" {
		return 0, errors.New("available: empty sku")
	}
	stock, err := c.rpc.CheckStock(ctx, &shopv1.CheckStockRequest{Sku: sku})
	cancel()
	if err != nil {
		return 0, fmt.Errorf("check stock of %s: %w", sku, err)
	}
	return stock.GetAvailable(), nil
}

// Import sends moves and returns how many the service has booked.
func (c *Client) Import(ctx context.Context, moves []*shopv1.StockMove) (int32, error) {
	stream, err := c.rpc.ImportMoves(ctx)
	if err != nil {
		return 0, fmt.Errorf("import moves: %w", err)
	}
	for _, move := range moves {
		if err := stream.Send(move); err != nil {
			break // CloseAndRecv has the reason
		}
	}
	summary, err := stream.CloseAndRecv()
	if err != nil {
		return 0, fmt.Errorf("import moves: %w", err)
	}
	return summary.GetMoves(), nil
}

// Reserve sets the lines of an order aside. It returns the SKUs that the
// service could not confirm.
func (c *Client) Reserve(ctx context.Context, order string, lines []*shopv1.Line) ([]string, error) {
	stream, err := c.rpc.Reserve(ctx)
	if err != nil {
		return nil, fmt.Errorf("reserve %s: %w", order, err)
	}
	for _, line := range lines {
		req := &shopv1.ReserveRequest{OrderId: order, Sku: line.GetSku(), Quantity: line.GetQuantity()}
		if err := stream.Send(req); err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("reserve %s: %w", line.GetSku(), err)
		}
	}

	var missing []string
	for {
		reservation, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return missing, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reserve %s: %w", order, err)
		}
		if !reservation.GetConfirmed() {
			missing = append(missing, reservation.GetSku())
		}
	}
}

// AwaitRestock waits until sku is in stock and returns the number of pieces.
func (c *Client) AwaitRestock(sku string) (int32, error) {
	stream, err := c.rpc.WatchStock(context.Background(), &shopv1.CheckStockRequest{Sku: sku})
	if err != nil {
		return 0, fmt.Errorf("watch %s: %w", sku, err)
	}
	for {
		stock, err := stream.Recv()
		if err != nil {
			return 0, fmt.Errorf("watch %s: %w", sku, err)
		}
		if stock.GetAvailable() > 0 {
			return stock.GetAvailable(), nil
		}
	}
}

// Low calls alert whenever fewer than limit pieces of sku are left, until ctx
// is cancelled or the service ends the stream.
func (c *Client) Low(ctx context.Context, sku string, limit int32, alert func(int32) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := c.rpc.WatchStock(ctx, &shopv1.CheckStockRequest{Sku: sku})
	if err != nil {
		return fmt.Errorf("watch %s: %w", sku, err)
	}
	for {
		stock, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("watch %s: %w", sku, err)
		}
		if stock.GetAvailable() >= limit {
			continue
		}
		slog.WarnContext(ctx, "low stock", "sku", sku, "available", stock.GetAvailable())
		if err := alert(stock.GetAvailable()); err != nil {
			return err
		}
	}
}
