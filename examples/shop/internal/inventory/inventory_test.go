package inventory

import (
	"context"
	"net"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/test/bufconn"

	"example.com/shop/gen/shopv1"
)

func dial(t *testing.T) *Client {
	t.Helper()
	listener := bufconn.Listen(1 << 16)
	server := grpc.NewServer()
	shopv1.RegisterInventoryServer(server, NewServer())
	go server.Serve(listener)
	t.Cleanup(server.Stop)

	conn, err := grpc.NewClient("passthrough:///stock",
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }),
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return NewClient(conn, time.Second)
}

func TestConfirm(t *testing.T) {
	client := dial(t)
	moves := []*shopv1.StockMove{{Sku: "tea", Delta: 3}, {Sku: "cup", Delta: 1}}
	if n, err := client.Import(t.Context(), moves); n != 2 || err != nil {
		t.Fatalf("Import = %d, %v", n, err)
	}
	for _, test := range []struct {
		quantity int32
		want     bool
	}{{2, true}, {2, false}} {
		got, err := client.Confirm(t.Context(), "o1", []*shopv1.Line{{Sku: "tea", Quantity: test.quantity}})
		if got != test.want || err != nil {
			t.Errorf("Confirm(%d) = %t, %v, want %t", test.quantity, got, err, test.want)
		}
	}
	if left, err := client.Available(t.Context(), "tea"); left != 1 || err != nil {
		t.Errorf("Available = %d, %v, want 1", left, err)
	}
}
