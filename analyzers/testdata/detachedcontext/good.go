package detachedcontext

import (
	"context"
	"database/sql"
	"io"
	"log"
	"net/http"
	"net/http/httptrace"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"example.com/fixtures/detachedcontext/helper"
)

const query = "SELECT count(*) FROM orders"

// findWell passes the context on.
func findWell(ctx context.Context, db *sql.DB, id string) (name string, err error) {
	row := db.QueryRowContext(ctx, "SELECT name FROM orders WHERE id = ?", id)
	return name, row.Scan(&name)
}

// inGoroutine has a goroutine that goes on.
func inGoroutine(ctx context.Context, db *sql.DB) error {
	go func() {
		if _, err := db.ExecContext(context.Background(), query); err != nil {
			log.Print(err)
		}
	}()
	return db.PingContext(ctx)
}

// deferred makes sure that it happens.
func deferred(ctx context.Context, db *sql.DB) error {
	defer db.ExecContext(context.Background(), query)
	defer func() { _, _ = db.ExecContext(context.Background(), query) }()
	return db.PingContext(ctx)
}

// compensated takes back what has been done.
func compensated(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, "INSERT INTO orders VALUES (1)"); err != nil {
		_, _ = db.ExecContext(context.Background(), "DELETE FROM orders WHERE id = 1")
		return err
	}
	return nil
}

// ordered keeps what has failed, be it because the request is over.
func ordered(ctx context.Context, db *sql.DB, ids []string) error {
	failed := false
	for _, id := range ids {
		if _, err := db.ExecContext(ctx, "INSERT INTO orders VALUES (?)", id); err != nil {
			failed = true
		}
	}
	if failed {
		return helper.MarkFailed(context.Background(), db)
	}
	return nil
}

// afterwards runs when the context has ended.
func afterwards(ctx context.Context, db *sql.DB) error {
	<-ctx.Done()
	tctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return db.PingContext(tctx)
}

// consume finishes each message although it is told to stop.
func consume(ctx context.Context, db *sql.DB, messages <-chan string) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-messages:
			_, _ = db.ExecContext(context.Background(), "INSERT INTO orders VALUES (?)", m)
		}
	}
}

// shutdown must do its work.
func shutdown(ctx context.Context, db *sql.DB) error {
	log.Print("bye ", ctx.Value(name{}))
	_, err := db.ExecContext(context.Background(), "DELETE FROM peers")
	return err
}

type name struct{}

// explained says why.
func explained(ctx context.Context, db *sql.DB) error {
	log.Print("paid ", ctx.Value(name{}))
	// The payment is done: it must be booked whatever becomes of the request's context.
	_, err := db.ExecContext(context.Background(), "UPDATE orders SET paid = 1")
	return err
}

// detaching knows how to.
func detaching(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(context.WithoutCancel(ctx), "UPDATE orders SET paid = 1")
	return err
}

// unnamed has no context that it could pass.
func unnamed(_ context.Context, db *sql.DB) error {
	return db.PingContext(context.Background())
}

// described calls a function that talks to nobody.
func described(ctx context.Context, store *helper.Store) string {
	_, _ = store.Count(ctx)
	return store.Describe(context.Background())
}

// loader fills itself once, for all requests.
type loader struct {
	once sync.Once
	db   *sql.DB
}

func (l *loader) get(ctx context.Context) error {
	l.once.Do(func() { _ = l.db.PingContext(context.Background()) })
	return ctx.Err()
}

func (l *loader) fillCache(ctx context.Context) error {
	log.Print("filling for ", ctx.Value(name{}))
	return l.db.PingContext(context.Background())
}

// server is the user's own; what it begins lasts.
type server interface {
	Start(ctx context.Context) error
	Events(ctx context.Context) (<-chan string, error)
	Session(ctx context.Context) (io.Closer, error)
}

// onStart is given as much time as the start may take.
func onStart(ctx context.Context, s server) error {
	log.Print("starting for ", ctx.Value(name{}))
	return s.Start(context.Background())
}

func begun(ctx context.Context, s server) (<-chan string, io.Closer, error) {
	log.Print("beginning for ", ctx.Value(name{}))
	session, err := s.Session(context.Background())
	if err != nil {
		return nil, nil, err
	}
	events, err := s.Events(context.Background())
	return events, session, err
}

// handed is given fresh contexts only.
func handed(ctx context.Context, db *sql.DB) error {
	log.Print(ctx)
	return db.PingContext(context.Background())
}

func hands(db *sql.DB) error { return handed(context.Background(), db) }

// command is run by a person.
func command(db *sql.DB) *cobra.Command {
	return &cobra.Command{RunE: func(cmd *cobra.Command, args []string) error {
		return db.PingContext(context.Background())
	}}
}

// defaulted makes up for a context that is missing.
func defaulted(ctx context.Context, db *sql.DB) error {
	if ctx == nil {
		ctx = context.Background()
	}
	return db.PingContext(ctx)
}

// kept makes a context that goes on with a request's result.
func kept(ctx context.Context, db *sql.DB) (context.Context, error) {
	log.Print("for ", ctx.Value(name{}))
	session := context.WithValue(context.Background(), name{}, "session")
	return session, db.PingContext(session)
}

// asked looks at the end of the context itself.
func asked(w http.ResponseWriter, r *http.Request, db *sql.DB) {
	if r.Context().Err() != nil {
		return
	}
	_, _ = db.ExecContext(context.Background(), query)
}

// around carries the context around a loop.
func around(ctx context.Context, db *sql.DB, n int) error {
	log.Print("for ", ctx.Value(name{}))
	fresh := context.Background()
	for i := range n {
		if i > 3 {
			fresh = context.WithValue(fresh, name{}, i)
		}
	}
	go func(ctx context.Context) { _ = db.PingContext(ctx) }(fresh)
	return db.PingContext(fresh)
}

// createLater has a method of an interface do without, for good.
func createLater(ctx context.Context, k keys, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return k.Add(context.Background(), name)
}

// forgets gives a provisional context to what cannot fail.
func forgets(ctx context.Context, k keys, name string) {
	k.Forget(context.TODO(), name)
}

// createInBackground outlives the request.
func createInBackground(ctx context.Context, k keys, name string) {
	go func() { _ = k.Add(context.TODO(), name) }()
}

// createAlone has no other context.
func createAlone(k keys, name string) error {
	return k.Add(context.TODO(), name)
}

// timedWell adds to what the request brings.
type timedWell struct{ next http.RoundTripper }

func (t timedWell) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.WithContext(httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{}))
	return t.next.RoundTrip(r)
}

// mirrored sends a copy that nobody waits for.
func mirrored(client *http.Client) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		out := r.Clone(context.Background())
		go func() {
			if response, err := client.Do(out); err == nil {
				response.Body.Close()
			}
		}()
		w.WriteHeader(http.StatusAccepted)
	}
}

// repeated has lost the request's own by the second turn.
func repeated(next http.RoundTripper, r *http.Request) (response *http.Response, err error) {
	for range 3 {
		r = r.WithContext(context.Background())
		if response, err = next.RoundTrip(r); err == nil {
			return response, nil
		}
	}
	return nil, err
}

// sendAlone is given requests that nothing ends, as it is.
func sendAlone(r *http.Request) (*http.Response, error) {
	return http.DefaultClient.Do(r.WithContext(context.WithValue(context.Background(), name{}, "alone")))
}

func sendsAlone() (*http.Response, error) {
	r, err := http.NewRequest(http.MethodGet, "http://example.com", nil)
	if err != nil {
		return nil, err
	}
	return sendAlone(r)
}
