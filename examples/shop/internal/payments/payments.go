// Package payments talks to the provider that takes customers' money. A circuit
// breaker stands before each of its services.
package payments

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/sony/gobreaker/v2"
)

// Provider is the provider of payments.
type Provider struct {
	base    string
	client  *http.Client
	charges *gobreaker.CircuitBreaker[string]
	vouches *gobreaker.CircuitBreaker[string]
}

// Open returns the provider at a URL.
func Open(base string) *Provider {
	return &Provider{
		base:    base,
		client:  &http.Client{Timeout: 5 * time.Second},
		charges: chargeBreaker(),
		vouches: voucherBreaker(),
	}
}

// chargeBreaker judges by the last minute.
func chargeBreaker() *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](gobreaker.Settings{
		Name:     "charges",
		Interval: time.Minute,
		Timeout:  10 * time.Second,
		ReadyToTrip: func(counts gobreaker.Counts) bool {
			return counts.Requests >= 20 && counts.TotalFailures*2 >= counts.Requests
		},
	})
}

func voucherBreaker() *gobreaker.CircuitBreaker[string] {
	return gobreaker.NewCircuitBreaker[string](gobreaker.Settings{
		Name:    "vouchers",
		Timeout: 10 * time.Second,
		ReadyToTrip: func(counts gobreaker.Counts) bool {
			return counts.Requests >= 20 && counts.TotalFailures*2 >= counts.Requests
		},
	})
}

// Charge takes the money for an order.
func (p *Provider) Charge(ctx context.Context, order string, cents int64) error {
	_, err := p.charges.Execute(func() (string, error) { return p.post(ctx, "charge", order, cents) })
	return err
}

// Redeem takes the money for an order from a voucher.
func (p *Provider) Redeem(ctx context.Context, voucher string, cents int64) error {
	_, err := p.vouches.Execute(func() (string, error) { return p.post(ctx, "redeem", voucher, cents) })
	return err
}

// Refund pays back what an order has cost.
func (p *Provider) Refund(ctx context.Context, order string, cents int64) error {
	breaker := gobreaker.NewCircuitBreaker[string](gobreaker.Settings{Name: "refunds", Timeout: 30 * time.Second})
	_, err := breaker.Execute(func() (string, error) { return p.post(ctx, "refund", order, cents) })
	return err
}

// post asks a service of the provider, and returns its status.
func (p *Provider) post(ctx context.Context, service, id string, cents int64) (string, error) {
	form := url.Values{"id": {id}, "cents": {strconv.FormatInt(cents, 10)}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.base+"/"+service+"?"+form.Encode(), nil)
	if err != nil {
		return "", err
	}
	resp, err := p.client.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s %s: %s", service, id, resp.Status)
	}
	return resp.Status, nil
}
