package inventory

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/shop/gen/shopv1"
)

// Server is the inventory service, with its stock in memory.
type Server struct {
	shopv1.UnimplementedInventoryServer

	mu    sync.Mutex
	stock map[string]int32
}

// NewServer returns a service that has no stock.
func NewServer() *Server {
	return &Server{stock: map[string]int32{}}
}

// CheckStock returns the pieces in stock of one SKU.
func (s *Server) CheckStock(_ context.Context, req *shopv1.CheckStockRequest) (*shopv1.Stock, error) {
	if req.GetSku() == "" {
		return nil, status.Error(codes.InvalidArgument, "sku is required")
	}
	return &shopv1.Stock{Sku: req.GetSku(), Available: s.available(req.GetSku())}, nil
}

// WatchStock sends the pieces in stock whenever their number has changed.
func (s *Server) WatchStock(req *shopv1.CheckStockRequest, stream grpc.ServerStreamingServer[shopv1.Stock]) error {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	last := int32(-1)
	for {
		if now := s.available(req.GetSku()); now != last {
			if err := stream.Send(&shopv1.Stock{Sku: req.GetSku(), Available: now}); err != nil {
				return err
			}
			last = now
		}
		select {
		case <-stream.Context().Done():
			return status.FromContextError(stream.Context().Err()).Err()
		case <-ticker.C:
		}
	}
}

// ImportMoves books a stream of moves.
func (s *Server) ImportMoves(stream grpc.ClientStreamingServer[shopv1.StockMove, shopv1.ImportSummary]) error {
	var moves int32
	for {
		move, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return stream.SendAndClose(&shopv1.ImportSummary{Moves: moves})
		}
		if err != nil {
			return err
		}
		s.book(move.GetSku(), move.GetDelta())
		moves++
	}
}

// Reserve confirms each request that the stock can serve.
func (s *Server) Reserve(stream grpc.BidiStreamingServer[shopv1.ReserveRequest, shopv1.Reservation]) error {
	for {
		req, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		confirmed := s.take(req.GetSku(), req.GetQuantity())
		if err := stream.Send(&shopv1.Reservation{Sku: req.GetSku(), Confirmed: confirmed}); err != nil {
			return err
		}
	}
}

func (s *Server) available(sku string) int32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stock[sku]
}

func (s *Server) book(sku string, delta int32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stock[sku] += delta
}

func (s *Server) take(sku string, quantity int32) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stock[sku] < quantity {
		return false
	}
	s.stock[sku] -= quantity
	return true
}
