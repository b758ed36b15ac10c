package repeatedregister

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
)

// panics reports whether f panics.
func panics(f func()) (panicked bool) {
	defer func() { panicked = recover() != nil }()
	f()
	return false
}

func TestVerify(t *testing.T) {
	gin.SetMode(gin.TestMode)
	two := []string{"a", "b"}
	get := httptest.NewRequest(http.MethodGet, "/", nil)
	inGin := func() {
		c, _ := gin.CreateTestContext(httptest.NewRecorder())
		registeredInGin(c)
	}
	for name, f := range map[string]func(){
		"inLoop":          func() { inLoop(two) },
		"inHandler":       func() { inHandler(httptest.NewRecorder(), get); inHandler(httptest.NewRecorder(), get) },
		"registeredInGin": func() { inGin(); inGin() },
		"perTenant":       func() { perTenant(context.Background(), two) },
		"sharedRegistry":  func() { sharedRegistry(prometheus.NewRegistry(), 2) },
		"factory":         func() { factory(prometheus.NewRegistry(), two) },
	} {
		if !panics(f) {
			t.Errorf("%s does not panic", name)
		}
	}
	fixed := os.Getenv("GOVLINT_FIXED") != ""
	own := prometheus.NewRegistry
	for name, f := range map[string]func(){
		"newQueue": func() { newQueue(own()); newQueue(own()) },
		"newTopic": func() { newTopic(own()); newTopic(own()) },
	} {
		if panics(f) == fixed {
			t.Errorf("%s panics: %t", name, !fixed)
		}
	}
	l := &lazy{}
	for name, f := range map[string]func(){
		"vector":        func() { vector(two) },
		"named":         func() { named(two) },
		"labelled":      func() { labelled(two) },
		"probe":         func() { probe(httptest.NewRecorder(), get); probe(httptest.NewRecorder(), get) },
		"ownRegistries": func() { ownRegistries(2) },
		"lazy":          func() { l.ServeHTTP(nil, nil); l.ServeHTTP(nil, nil) },
		"tolerant":      func() { tolerant(two) },
		"takenBack":     func() { takenBack(2) },
		"all":           func() { all(prometheus.NewRegistry(), []prometheus.Collector{goodOrders}) },
		"firstOnly":     func() { firstOnly(two) },
		"optional":      func() { optional(own()); optional(own()) },
		"middleware":    func() { middleware(http.NotFoundHandler()) },
	} {
		if panics(f) {
			t.Errorf("%s panics", name)
		}
	}
}
