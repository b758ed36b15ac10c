// Package earlycancel returns what works only under a context that is
// cancelled on return.
package earlycancel

import (
	"bufio"
	"context"
	"database/sql"
	"io"
	"net/http"
	"os/exec"
	"time"

	"example.com/fixtures/earlycancel/helper"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
	"google.golang.org/grpc"
	"google.golang.org/grpc/interop/grpc_testing"
	"gorm.io/gorm"
)

const patience = 5 * time.Second

// fetch cuts off all but small responses.
func fetch(ctx context.Context, url string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel() // want `deferred cancel\(\) ends the context of the response that is returned, before the caller gets to it`
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

// fetchChecked returns the body of good responses.
func fetchChecked(ctx context.Context, client *http.Client, url string) (io.ReadCloser, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel() // want `ends the context of the response that is returned, before the caller gets to it`
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, http.ErrNoLocation
	}
	return resp.Body, nil
}

// throughHelper gets the response from another package.
func throughHelper(ctx context.Context, url string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel() // want `ends the context of the response that is returned, before the caller gets to it`
	return helper.Get(ctx, url)
}

// page is read line by line.
type page struct {
	lines *bufio.Scanner
	name  string
}

// open returns a reader in a struct.
func open(req *http.Request, name string) (*page, error) {
	ctx, cancel := context.WithTimeout(req.Context(), patience)
	defer cancel() // want `ends the context of the response that is returned, before the caller gets to it`
	resp, err := http.DefaultClient.Do(req.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	return &page{lines: bufio.NewScanner(resp.Body), name: name}, nil
}

// atOnce cancels by a plain call.
func atOnce(ctx context.Context, url string) (*http.Response, error) {
	ctx, cancel := context.WithCancel(ctx)
	resp, err := helper.Get(ctx, url)
	cancel() // want `ends the context of the response that is returned, before the caller gets to it`
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// watch returns a stream that fails on its first Recv.
func watch(ctx context.Context, client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) (grpc_testing.TestService_StreamingOutputCallClient, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel() // want `ends the context of the stream that is returned, before the caller gets to it`
	return client.StreamingOutputCall(ctx, in)
}

// limited is a client interceptor that limits the whole stream to its opening.
func limited(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, streamer grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel() // want `ends the context of the stream that is returned, before the caller gets to it`
	return streamer(ctx, desc, cc, method, opts...)
}

// limit is a transport that limits every request.
type limit struct{ base http.RoundTripper }

func (l limit) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), patience)
	defer cancel() // want `ends the context of the response that is returned, before the caller gets to it`
	return l.base.RoundTrip(req.WithContext(ctx))
}

// query returns rows that are closed.
func query(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer func() { // want `ends the context of the rows that are returned, before the caller gets to them`
		cancel()
	}()
	rows, err := db.QueryContext(ctx, "SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	return rows, nil
}

// begin returns a transaction that is rolled back.
func begin(ctx context.Context, db *sql.DB) (*sql.Tx, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel() // want `ends the context of the transaction that is returned, before the caller gets to it`
	return db.BeginTx(ctx, nil)
}

// one returns a row to scan.
func one(ctx context.Context, db *sql.DB, id string) *sql.Row {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel() // want `ends the context of the row that is returned, before the caller gets to it`
	return db.QueryRowContext(ctx, "SELECT name FROM users WHERE id = ?", id)
}

// named does the same with sqlx.
func named(ctx context.Context, db *sqlx.DB) (*sqlx.Rows, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel() // want `ends the context of the rows that are returned, before the caller gets to them`
	return db.QueryxContext(ctx, "SELECT name FROM users")
}

// pooled does the same with pgx.
func pooled(ctx context.Context, pool *pgxpool.Pool) (rows pgx.Rows, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel() // want `ends the context of the rows that are returned, before the caller gets to them`
	rows, err = pool.Query(ctx, "SELECT name FROM users")
	return
}

// session returns a handle that fails every query.
func session(db *gorm.DB) *gorm.DB {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel() // want `ends the context of the database handle that is returned, before the caller gets to it`
	return db.WithContext(ctx)
}

// start returns a process that is killed.
func start(ctx context.Context, seconds string) (*exec.Cmd, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // want `ends the context of the command that is returned, before the caller gets to it`
	cmd := exec.CommandContext(ctx, "sleep", seconds)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return cmd, nil
}

type key struct{}

// bounded returns the context itself.
func bounded(ctx context.Context) context.Context {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel() // want `ends the context of the context that is returned, before the caller gets to it`
	return context.WithValue(ctx, key{}, true)
}
