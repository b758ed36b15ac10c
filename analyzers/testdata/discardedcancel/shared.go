// Package discardedcancel calls other services, within limits.
package discardedcancel

import (
	"context"
	"errors"
	"time"
)

const timeout = time.Minute

var errNoHost = errors.New("no host")

func ping(ctx context.Context, host string) error {
	if host == "" {
		return errNoHost
	}
	return ctx.Err()
}

// mount is a mounted device. Its Close looks at the context and cancels nothing.
type mount struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// Close unmounts the device.
func (m *mount) Close() error {
	m.ctx.Done()
	return nil
}

type poller struct {
	ctx  context.Context
	stop context.CancelFunc
}

func (p *poller) poll(host string) error { return ping(p.ctx, host) }

// session owns its context, once it exists.
type session struct {
	ctx    context.Context
	host   string
	cancel context.CancelFunc
}

func (s *session) close() { s.cancel() }
