package inventory

import (
	"context"
	"fmt"

	"google.golang.org/grpc"

	"example.com/shop/gen/shopv1"
)

// Confirm reserves lines one by one and stops at the first that the service
// cannot confirm. It reports whether all were confirmed.
func (c *Client) Confirm(ctx context.Context, order string, lines []*shopv1.Line) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, c.budget)
	defer cancel()
	stream, err := c.rpc.Reserve(ctx)
	if err != nil {
		return false, fmt.Errorf("confirm %s: %w", order, err)
	}
	defer stream.CloseSend()
	for _, line := range lines {
		confirmed, err := confirm(stream, order, line)
		if err != nil || !confirmed {
			return false, err
		}
	}
	return true, nil
}

func confirm(stream grpc.BidiStreamingClient[shopv1.ReserveRequest, shopv1.Reservation], order string, line *shopv1.Line) (bool, error) {
	req := &shopv1.ReserveRequest{OrderId: order, Sku: line.GetSku(), Quantity: line.GetQuantity()}
	if err := stream.Send(req); err != nil {
		_, err = stream.Recv() // Send says only that the stream has ended
		return false, err
	}
	reservation, err := stream.Recv()
	if err != nil {
		return false, fmt.Errorf("reserve %s: %w", line.GetSku(), err)
	}
	return reservation.GetConfirmed(), nil
}
