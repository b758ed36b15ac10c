package unitlessduration

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"example.com/fixtures/internal/fakedb"
)

// closedByAge returns how many connections a pool throws away in some queries.
func closedByAge(t *testing.T, pooled bool) int64 {
	db := fakedb.Open()
	defer db.Close()
	if pooled {
		poolWithUnits(db)
	} else {
		pool(db)
	}
	for range 5 {
		if _, err := db.Exec("INSERT"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Microsecond)
	}
	return db.Stats().MaxLifetimeClosed + db.Stats().MaxIdleTimeClosed
}

func TestVerifyPool(t *testing.T) {
	if n := closedByAge(t, false); n == 0 {
		t.Error("with a lifetime of 300 no connection is closed")
	}
	if n := closedByAge(t, true); n != 0 {
		t.Errorf("with a lifetime of 30 s %d connections are closed", n)
	}
}

func TestVerifyCache(t *testing.T) {
	server := miniredis.RunT(t)
	rdb := redis.NewClient(&redis.Options{Addr: server.Addr()})
	defer rdb.Close()
	if err := cached(t.Context(), rdb); err != nil {
		t.Fatal(err)
	}
	if ttl := server.TTL("greeting"); ttl != time.Millisecond {
		t.Errorf("60 lives %v, want the least that Redis knows", ttl)
	}
}

func TestVerifyClient(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	if resp, err := client().Get(server.URL); err == nil {
		resp.Body.Close()
		t.Error("a request with a timeout of 30 succeeds")
	}
	resp, err := clientWithUnits().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}
