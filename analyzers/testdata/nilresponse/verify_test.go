package nilresponse

import (
	"net/http"
	"testing"
)

// panics reports whether f does.
func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}

type unreachable struct{}

func (unreachable) Do(*http.Request) (*http.Response, error) {
	return (&http.Client{Transport: http.NewFileTransport(nil)}).Do(&http.Request{})
}

// nowhere is a URL of a scheme that no transport knows.
const nowhere = "nowhere://host/"

func TestVerify(t *testing.T) {
	req, err := http.NewRequest(http.MethodGet, nowhere, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]func(){
		"read":    func() { read(nowhere) },
		"status":  func() { status(http.DefaultClient, req) },
		"cookies": func() { cookies(unreachable{}, req) },
	} {
		if !panics(f) {
			t.Errorf("%s does not panic", name)
		}
	}
	for name, f := range map[string]func(){
		"readChecked":     func() { readChecked(nowhere) },
		"comparesWithNil": func() { comparesWithNil(nowhere) },
		"inOneBranch":     func() { inOneBranch(nowhere) },
	} {
		if panics(f) {
			t.Errorf("%s panics", name)
		}
	}
}
