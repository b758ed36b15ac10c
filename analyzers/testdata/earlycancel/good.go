package earlycancel

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httputil"
	"os/exec"
	"time"

	"example.com/fixtures/earlycancel/helper"
	"google.golang.org/grpc/interop/grpc_testing"
)

// readAll reads the body before it returns.
func readAll(ctx context.Context, url string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	resp, err := helper.Get(ctx, url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// retried reads the response of the try that has worked.
func retried(ctx context.Context, url string) (resp *http.Response, text []byte, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for range 3 {
		if resp, err = helper.Get(ctx, url); err == nil {
			break
		}
	}
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	text, err = io.ReadAll(resp.Body)
	return resp, text, err
}

// decoded returns what was in it, and the response for its headers.
func decoded(ctx context.Context, url string, into any) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	resp, err := helper.Get(ctx, url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil {
		return nil, err
	}
	return resp, nil
}

// bufferedByHelper gets a response that has been read.
func bufferedByHelper(ctx context.Context, url string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return helper.Read(ctx, url)
}

// detachedByHelper gets a response that does not depend on the context.
func detachedByHelper(ctx context.Context, url string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return helper.Detached(ctx, url)
}

// dumped reads the body into memory.
func dumped(ctx context.Context, url string, seen func([]byte)) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	resp, err := helper.Get(ctx, url)
	if err != nil {
		return nil, err
	}
	text, err := httputil.DumpResponse(resp, true)
	seen(text)
	return resp, err
}

// body cancels when it is closed.
type body struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (b body) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

// cancelOnClose hands the cancel function out with the body.
func cancelOnClose(ctx context.Context, url string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	resp, err := helper.Get(ctx, url)
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = body{resp.Body, cancel}
	return resp, nil
}

// unlessItWorks cancels on failure only.
func unlessItWorks(ctx context.Context, url string) (resp *http.Response, stop context.CancelFunc, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer func() {
		if err != nil {
			cancel()
		}
	}()
	resp, err = helper.Get(ctx, url)
	return resp, cancel, err
}

// onFailure cancels where there is no response.
func onFailure(ctx context.Context, url string, seen func(context.CancelFunc)) (*http.Response, error) {
	ctx, cancel := context.WithCancel(ctx)
	resp, err := helper.Get(ctx, url)
	if err != nil {
		cancel()
		return resp, err
	}
	seen(cancel)
	return resp, nil
}

// head has a response without a body.
func head(ctx context.Context, url string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, url, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

// ping returns a response to which nobody wants more than its status.
func ping(ctx context.Context, url string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return helper.Get(ctx, url)
}

func alive(ctx context.Context, url string) bool {
	resp, err := ping(ctx, url)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// names scans the rows before it returns.
func names(ctx context.Context, db *sql.DB) (all []string, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	rows, err := db.QueryContext(ctx, "SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		all = append(all, name)
	}
	return all, rows.Err()
}

// connected returns a connection; the context was for getting it.
func connected(ctx context.Context, db *sql.DB) (*sql.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return db.Conn(ctx)
}

// prepared returns a statement; the context was for preparing it.
func prepared(ctx context.Context, db *sql.DB) (*sql.Stmt, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return db.PrepareContext(ctx, "SELECT name FROM users")
}

// byCaller derives nothing.
func byCaller(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	return db.QueryContext(ctx, "SELECT name FROM users")
}

// onTheOther uses the caller's context for what it returns.
func onTheOther(ctx context.Context, db *sql.DB, warmUp func(context.Context) error) (*sql.Rows, error) {
	short, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if err := warmUp(short); err != nil {
		return nil, err
	}
	return db.QueryContext(ctx, "SELECT name FROM users")
}

// finished returns a command that has run.
func finished(ctx context.Context) (*exec.Cmd, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "true")
	if err := cmd.Run(); err != nil {
		return nil, err
	}
	return cmd, nil
}

// withCancel returns both.
func withCancel(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, patience)
}

// whileLeading returns a context that has ended if this is not the leader.
func whileLeading(ctx context.Context, leading bool) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	if !leading {
		cancel()
		return ctx, cancel
	}
	return ctx, cancel
}

// received returns the first message of a stream.
func received(ctx context.Context, client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) (*grpc_testing.StreamingOutputCallResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	stream, err := client.StreamingOutputCall(ctx, in)
	if err != nil {
		return nil, err
	}
	return stream.Recv()
}

// follower stores a stream, which it uses while it runs.
type follower struct {
	stream grpc_testing.TestService_StreamingOutputCallClient
}

func (f *follower) run(ctx context.Context, client grpc_testing.TestServiceClient, in *grpc_testing.StreamingOutputCallRequest) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if f.stream, err = client.StreamingOutputCall(ctx, in); err != nil {
		return err
	}
	for {
		if _, err := f.stream.Recv(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
