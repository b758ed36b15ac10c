package detachedcontext

// The patterns do without certain words: a comment that speaks of contexts makes
// a fresh one deliberate.

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"net/http"
	"net/http/httptrace"
	"time"

	"google.golang.org/grpc/health/grpc_health_v1"

	"example.com/fixtures/detachedcontext/helper"
)

// find asks the database.
func find(ctx context.Context, db *sql.DB, id string) (name string, err error) {
	row := db.QueryRowContext(context.Background(), "SELECT name FROM orders WHERE id = ?", id) // want `^db.QueryRowC.ntext gets c.ntext.B.ckground\(\) although c.x is in scope: it goes on when the request is over$`
	return name, row.Scan(&name)
}

// check asks another service, under a deadline.
func check(ctx context.Context, client grpc_health_v1.HealthClient) error {
	tctx, cancel := context.WithTimeout(context.TODO(), time.Minute) // want `client.Check gets c.ntext.TODO\(\) although c.x is in scope`
	defer cancel()
	_, err := client.Check(tctx, &grpc_health_v1.HealthCheckRequest{})
	return err
}

// count hands the fresh context to a function that waits.
func count(store *helper.Store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		n, err := store.Count(context.Background()) // want `store.Count gets c.ntext.B.ckground\(\) although r.C.ntext\(\) is in scope`
		if err != nil {
			http.Error(w, "no orders", http.StatusInternalServerError)
			return
		}
		fmt.Fprint(w, n)
	}
}

// fetch sends a request of its own.
func fetch(ctx context.Context, url string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil) // want `http.NewRequestWithC.ntext gets c.ntext.B.ckground\(\) although c.x is in scope`
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(request)
}

// choose has two contexts to choose from.
func choose(ctx context.Context, db *sql.DB) error {
	sctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if err := db.PingContext(sctx); err != nil {
		return err
	}
	_, err := db.ExecContext(context.Background(), "UPDATE orders SET seen = 1") // want `db.ExecC.ntext gets c.ntext.B.ckground\(\) although sc.x is in scope`
	return err
}

// keys is an interface of the service's own.
type keys interface {
	Add(ctx context.Context, name string) error
	Forget(ctx context.Context, name string)
}

// create leaves for later which context to use.
func create(ctx context.Context, k keys, name string) error {
	return k.Add(context.TODO(), name) // want `^k.Add gets c.ntext.TODO\(\) although c.x is in scope: what that one carries is lost$`
}

// handler is what a subscriber gives to a broker's client.
type handler func(ctx context.Context, body []byte) error

// deliver has the delivery's context, and handles the message under none.
func deliver(receive func(func(ctx context.Context, body []byte)), handle handler) {
	receive(func(ctx context.Context, body []byte) {
		log.Print("delivered for ", ctx.Value(name{}))
		if err := handle(context.Background(), body); err != nil { // want `^handle gets c.ntext.B.ckground\(\) although c.x is in scope: what that one carries is lost$`
			log.Print(err)
		}
	})
}

// save gives the user's own interface a fresh context.
func save(ctx context.Context, k keys) error {
	log.Print("saving for ", ctx.Value(name{}))
	return k.Add(context.Background(), "1") // want `^k.Add gets c.ntext.B.ckground\(\) although c.x is in scope`
}

// timed tells when connections are there, for all requests of a client.
type timed struct {
	next http.RoundTripper
	got  func()
}

// RoundTrip makes the trace anew, and sends the request with nothing else.
func (t timed) RoundTrip(r *http.Request) (*http.Response, error) {
	hooks := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { t.got() }}
	r = r.WithContext(httptrace.WithClientTrace(context.Background(), hooks)) // want `t.next.RoundTrip gets c.ntext.B.ckground\(\) although r.C.ntext\(\) is in scope: it goes on when the request is over`
	return t.next.RoundTrip(r)
}

// forward passes a request on to another host.
func forward(client *http.Client, host string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		out := r.Clone(context.Background()) // want `client.Do gets c.ntext.B.ckground\(\) although r.C.ntext\(\) is in scope`
		out.URL.Scheme, out.URL.Host, out.RequestURI = "http", host, ""
		response, err := client.Do(out)
		if err != nil {
			http.Error(w, "no answer", http.StatusBadGateway)
			return
		}
		response.Body.Close()
	}
}
