// Package orders is the order service.
package orders

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"go.opentelemetry.io/otel/attribute"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/shop/gen/shopv1"
	"example.com/shop/internal/inventory"
	"example.com/shop/internal/store"
	"example.com/shop/internal/tracing"
)

// Service takes orders and answers questions about them.
type Service struct {
	shopv1.UnimplementedOrdersServer

	store     *store.Store
	inventory *inventory.Client
	prices    map[string]int64
}

// NewService returns a service that charges the given prices, in cents per SKU.
func NewService(st *store.Store, inv *inventory.Client, prices map[string]int64) *Service {
	return &Service{store: st, inventory: inv, prices: prices}
}

// PlaceOrder reserves the goods and stores the order.
func (s *Service) PlaceOrder(ctx context.Context, req *shopv1.PlaceOrderRequest) (_ *shopv1.Order, err error) {
	ctx, span := tracing.StartSpan(ctx, "orders.Place", attribute.Int("lines", len(req.GetLines())))
	defer func() { tracing.End(span, err) }()

	if req.GetCustomer() == "" || len(req.GetLines()) == 0 {
		return nil, status.Error(codes.InvalidArgument, "customer and lines are required")
	}
	total, err := s.quote(ctx, req.GetLines())
	if err != nil {
		return nil, err
	}
	order := &shopv1.Order{
		Id:         rand.Text(),
		Customer:   req.GetCustomer(),
		TotalCents: total,
		Lines:      req.GetLines(),
	}
	if err := s.fulfil(ctx, order); err != nil {
		return nil, err
	}
	return order, nil
}

// GetOrder returns one order.
func (s *Service) GetOrder(ctx context.Context, req *shopv1.GetOrderRequest) (*shopv1.Order, error) {
	ctx, span := tracing.StartSpan(ctx, "orders.Get")
	if req.GetId() == "" {
		return nil, status.Error(codes.InvalidArgument, "id is required")
	}
	order, err := s.store.Get(ctx, req.GetId())
	tracing.End(span, err)
	if errors.Is(err, store.ErrNotFound) {
		return nil, status.Errorf(codes.NotFound, "no order %s", req.GetId())
	}
	if err != nil {
		return nil, status.Error(codes.Unavailable, "orders cannot be read")
	}
	return message(order), nil
}

// ListOrders sends all orders of a customer.
func (s *Service) ListOrders(req *shopv1.ListOrdersRequest, stream grpc.ServerStreamingServer[shopv1.Order]) error {
	ctx, span := tracing.StartSpan(stream.Context(), "orders.List")
	defer span.End()
	return s.store.Each(ctx, req.GetCustomer(), func(o store.Order) error {
		return stream.Send(message(o))
	})
}

func message(o store.Order) *shopv1.Order {
	return &shopv1.Order{Id: o.ID, Customer: o.Customer, TotalCents: o.TotalCents}
}

// quote returns the price of lines.
func (s *Service) quote(ctx context.Context, lines []*shopv1.Line) (int64, error) {
	_, span := tracing.StartSpan(ctx, "orders.quote")
	var total int64
	for _, line := range lines {
		price, ok := s.prices[line.GetSku()]
		if !ok {
			return 0, status.Errorf(codes.InvalidArgument, "unknown sku %s", line.GetSku())
		}
		total += price * int64(line.GetQuantity())
	}
	span.SetAttributes(attribute.Int64("total_cents", total))
	return total, nil
}

// fulfil reserves the goods of an order, then stores it.
func (s *Service) fulfil(ctx context.Context, order *shopv1.Order) error {
	reserveCtx, span := tracing.StartSpan(ctx, "orders.reserve")
	defer func() { span.End() }()
	missing, err := s.inventory.Reserve(reserveCtx, order.GetId(), order.GetLines())
	if err != nil {
		return fmt.Errorf("reserve: %w", err)
	}
	if len(missing) > 0 {
		return status.Errorf(codes.FailedPrecondition, "out of stock: %v", missing)
	}

	saveCtx, span := tracing.StartSpan(ctx, "orders.save")
	defer func() { span.End() }()
	return s.store.Insert(saveCtx, store.Order{
		ID:         order.GetId(),
		Customer:   order.GetCustomer(),
		TotalCents: order.GetTotalCents(),
	})
}
