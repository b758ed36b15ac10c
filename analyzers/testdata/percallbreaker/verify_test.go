package percallbreaker

import (
	"context"
	"errors"
	"testing"
	"time"
)

const calls = 50

func TestVerify(t *testing.T) {
	asked := 0
	down := client{get: func(context.Context) (string, error) { asked++; return "", errors.New("down") }, cache: map[string]string{}}
	shared := newGuarded()
	shared.client = down
	for _, test := range []struct {
		name  string
		fetch func(context.Context) (string, error)
		want  int
	}{
		{"fetch", down.fetch, calls},
		{"fetchV1", func(ctx context.Context) (string, error) { _, err := down.fetchV1(ctx); return "", err }, calls},
		{"fetchMade", down.fetchMade, calls},
		{"merged", func(ctx context.Context) (string, error) { _, err := down.merged(ctx, "key"); return "", err }, calls},
		{"shared", shared.fetch, 6},
		{"wrapped", wrap(down.get), 6},
	} {
		asked = 0
		for range calls {
			test.fetch(t.Context())
		}
		if asked != test.want {
			t.Errorf("%s: the service is asked %d times, want %d", test.name, asked, test.want)
		}
	}
	if took := spent(func() { down.limited(t.Context()) }); took > 500*time.Millisecond {
		t.Errorf("limited waits %v", took)
	}
	if took := spent(func() { shared.limiter.Wait(t.Context()) }); took < 500*time.Millisecond {
		t.Errorf("the shared limiter waits %v", took)
	}
}

// spent returns how long it takes to do something ten times.
func spent(do func()) time.Duration {
	start := time.Now()
	for range 10 {
		do()
	}
	return time.Since(start)
}
