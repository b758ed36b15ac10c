package percalltransport

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"
)

// probe makes a transport for its certificate.
func probe(ctx context.Context, url string, config *tls.Config) (int, error) {
	tr := &http.Transport{TLSClientConfig: config} // want `each call makes a transport of its own, which keeps its connections: nothing closes them`
	client := &http.Client{Transport: tr}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// cloned makes one from the default transport.
func cloned(ctx context.Context, url string) error {
	tr := http.DefaultTransport.(*http.Transport).Clone() // want `each call makes a transport of its own, which keeps its connections: only the timer of the original closes them`
	tr.MaxIdleConnsPerHost = 8
	client := http.Client{Transport: tr}
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// forward makes one for each request, without a name.
func forward(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{
		Transport: &http.Transport{Proxy: http.ProxyFromEnvironment}, // want `each call makes a transport of its own, which keeps its connections: nothing closes them`
	}
	resp, err := client.Get(r.FormValue("url"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}

// proxied makes a proxy for each request.
func proxied(w http.ResponseWriter, r *http.Request) {
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: r.FormValue("backend")})
	tr := &http.Transport{IdleConnTimeout: 10 * time.Minute} // want `each call makes a transport of its own, which keeps its connections: only its timer closes them`
	proxy.Transport = tr
	proxy.ServeHTTP(w, r)
}

// directed makes the proxy as a literal.
func directed(w http.ResponseWriter, r *http.Request) {
	proxy := &httputil.ReverseProxy{
		Rewrite:   func(p *httputil.ProxyRequest) { p.SetXForwarded() },
		Transport: &http.Transport{MaxIdleConns: 4}, // want `each call makes a transport of its own, which keeps its connections: nothing closes them`
	}
	proxy.ServeHTTP(w, r)
}
