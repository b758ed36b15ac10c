package earlycancel

import (
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/test/bufconn"
)

// large is more than what fits into buffers on the way.
var large = bytes.Repeat([]byte("0123456789abcdef"), 1<<18)

// site answers slowly with a large page.
func site(t *testing.T) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Write(large[:1<<10])
		w.(http.Flusher).Flush()
		time.Sleep(20 * time.Millisecond)
		w.Write(large[1<<10:])
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// read returns whether all of a page arrives.
func read(t *testing.T, resp *http.Response, err error) bool {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return err == nil && len(text) == len(large)
}

// TestVerifyResponses reads pages that were returned.
func TestVerifyResponses(t *testing.T) {
	ctx, url := context.Background(), site(t)
	for name, get := range map[string]func(context.Context, string) (*http.Response, error){
		"fetch": fetch, "throughHelper": throughHelper, "atOnce": atOnce, "ping": ping,
	} {
		resp, err := get(ctx, url)
		if read(t, resp, err) {
			t.Errorf("%s: all of the page arrives", name)
		}
	}
	part, err := fetchChecked(ctx, http.DefaultClient, url)
	if read(t, &http.Response{Body: part}, err) {
		t.Error("fetchChecked: all of the page arrives")
	}
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	resp, err := (&http.Client{Transport: limit{http.DefaultTransport}}).Do(req)
	if read(t, resp, err) {
		t.Error("limit: all of the page arrives")
	}
	p, err := open(req, "page")
	if err != nil {
		t.Fatal(err)
	}
	for p.lines.Scan() {
	}
	if p.lines.Err() == nil {
		t.Error("open: all of the page arrives")
	}
	for name, get := range map[string]func(context.Context, string) (*http.Response, error){
		"bufferedByHelper": bufferedByHelper, "detachedByHelper": detachedByHelper, "cancelOnClose": cancelOnClose,
		"onFailure": func(ctx context.Context, url string) (*http.Response, error) {
			return onFailure(ctx, url, func(cancel context.CancelFunc) { t.Cleanup(cancel) })
		},
		"dumped": func(ctx context.Context, url string) (*http.Response, error) {
			return dumped(ctx, url, func([]byte) {})
		},
	} {
		resp, err := get(ctx, url)
		if !read(t, resp, err) {
			t.Errorf("%s: the page is cut off", name)
		}
	}
	if text, err := readAll(ctx, url); err != nil || len(text) != len(large) {
		t.Errorf("readAll: %v", err)
	}
	if !alive(ctx, url) {
		t.Error("alive: not")
	}
}

// TestVerifyContexts uses a stream, a process and a context that were returned.
func TestVerifyContexts(t *testing.T) {
	ctx := context.Background()
	if bounded(ctx).Err() == nil {
		t.Error("bounded: the context is alive")
	}
	cmd, err := start(ctx, "1")
	if err != nil {
		t.Fatal(err)
	}
	if cmd.Wait() == nil {
		t.Error("start: the process has not been killed")
	}
	if _, err := finished(ctx); err != nil {
		t.Errorf("finished: %v", err)
	}
	client := dial(t)
	stream, err := watch(ctx, client, &grpc_testing.StreamingOutputCallRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); err == nil {
		t.Error("watch: the stream is alive")
	}
	slow := dial(t, grpc.WithStreamInterceptor(limited))
	if _, err := received(ctx, slow, &grpc_testing.StreamingOutputCallRequest{}); err == nil {
		t.Error("limited: the stream is alive")
	}
	if _, err := received(ctx, client, &grpc_testing.StreamingOutputCallRequest{}); err != nil {
		t.Errorf("received: %v", err)
	}
}

// feed sends one message, late.
type feed struct {
	grpc_testing.UnimplementedTestServiceServer
}

func (feed) StreamingOutputCall(_ *grpc_testing.StreamingOutputCallRequest, stream grpc_testing.TestService_StreamingOutputCallServer) error {
	time.Sleep(10 * time.Millisecond)
	return stream.Send(&grpc_testing.StreamingOutputCallResponse{})
}

func dial(t *testing.T, opts ...grpc.DialOption) grpc_testing.TestServiceClient {
	listener := bufconn.Listen(1 << 20)
	server := grpc.NewServer()
	grpc_testing.RegisterTestServiceServer(server, feed{})
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	conn, err := grpc.NewClient("passthrough:///bufconn", append(opts,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return grpc_testing.NewTestServiceClient(conn)
}

// TestVerifySQL uses rows and transactions that were returned.
func TestVerifySQL(t *testing.T) {
	ctx, db := context.Background(), sql.OpenDB(memory{})
	defer db.Close()
	rows, err := query(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	time.Sleep(20 * time.Millisecond) // database/sql closes them in a goroutine
	if rows.Next() || !errors.Is(rows.Err(), context.Canceled) {
		t.Errorf("query: the rows are alive: %v", rows.Err())
	}
	tx, err := begin(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(20 * time.Millisecond)
	if tx.Commit() == nil {
		t.Error("begin: the transaction is alive")
	}
	if all, err := names(ctx, db); err != nil || len(all) != 2 {
		t.Errorf("names: %v, %v", all, err)
	}
	conn, err := connected(ctx, db)
	if err != nil || conn.PingContext(ctx) != nil {
		t.Errorf("connected: %v", err)
	}
	defer conn.Close()
	stmt, err := prepared(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	defer stmt.Close()
	var name string
	if err := stmt.QueryRow().Scan(&name); err != nil {
		t.Errorf("prepared: %v", err)
	}
}

// memory is a database with a table of two names.
type memory struct{}

func (memory) Connect(context.Context) (driver.Conn, error) { return connection{}, nil }
func (memory) Driver() driver.Driver                        { return nil }

type connection struct{}

func (connection) Prepare(string) (driver.Stmt, error) { return statement{}, nil }
func (connection) Close() error                        { return nil }
func (connection) Begin() (driver.Tx, error)           { return connection{}, nil }
func (connection) Commit() error                       { return nil }
func (connection) Rollback() error                     { return nil }

type statement struct{}

func (statement) Close() error                               { return nil }
func (statement) NumInput() int                              { return 0 }
func (statement) Exec([]driver.Value) (driver.Result, error) { return driver.ResultNoRows, nil }
func (statement) Query([]driver.Value) (driver.Rows, error)  { return &result{}, nil }

type result struct{ n int }

func (*result) Columns() []string { return []string{"name"} }
func (*result) Close() error      { return nil }

func (r *result) Next(row []driver.Value) error {
	if r.n == 2 {
		return io.EOF
	}
	r.n++
	row[0] = "name"
	return nil
}
