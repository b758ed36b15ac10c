// Package helper sends what the fixtures of blindsleep have to send.
package helper

import (
	"context"
	"errors"
)

// ErrDown is what a Peer returns that does not answer.
var ErrDown = errors.New("no answer")

// Peer is a service that never answers.
type Peer struct{ Tries int }

// Send fails, always.
func (p *Peer) Send(string) error {
	p.Tries++
	return ErrDown
}

// Ready is false, always.
func (p *Peer) Ready() bool {
	p.Tries++
	return false
}

// SendContext fails, with the context's error if that has ended.
func (p *Peer) SendContext(ctx context.Context, _ string) error {
	p.Tries++
	if err := ctx.Err(); err != nil {
		return err
	}
	return ErrDown
}
