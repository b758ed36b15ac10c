// Package helper sends requests for others.
package helper

import (
	"net/http"
	"time"
)

// Limit gives a client a limit.
func Limit(client *http.Client) { client.Timeout = time.Second }

// Sender sends requests.
type Sender struct{ client *http.Client }

// NewSender returns a sender that sends with a client.
func NewSender(client *http.Client) *Sender { return &Sender{client} }

// Send asks for the status of a URL.
func (s *Sender) Send(url string) error {
	resp, err := s.client.Head(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
