package racyconfig

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/spf13/viper"
)

// TestCrash runs a server until it crashes. It is run by TestVerify, in a
// process of its own.
func TestCrash(t *testing.T) {
	var handler http.Handler
	switch os.Getenv("RUN_SERVER") {
	case "bad":
		s := &server{v: viper.New(), stop: make(chan struct{})}
		s.start()
		handler = s
	case "good":
		g := &guarded{v: viper.New()}
		g.start(time.Microsecond)
		handler = g
	default:
		t.Skip("a part of TestVerify")
	}
	request := httptest.NewRequest(http.MethodGet, "/", nil)
	for deadline := time.Now().Add(time.Second); time.Now().Before(deadline); {
		handler.ServeHTTP(httptest.NewRecorder(), request)
	}
}

func TestVerify(t *testing.T) {
	for name, crashes := range map[string]bool{"bad": true, "good": false} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestCrash$")
		cmd.Env = append(os.Environ(), "RUN_SERVER="+name, "GOMAXPROCS=4")
		out, err := cmd.CombinedOutput()
		if crashed := strings.Contains(string(out), "concurrent map"); crashed != crashes || crashed != (err != nil) {
			t.Errorf("%s: crashed %t, want %t: %v\n%.500s", name, crashed, crashes, err, out)
		}
	}
}
