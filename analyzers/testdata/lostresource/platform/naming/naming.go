// Package naming stands for a company's own service registry, of which govlint
// knows only what the configuration says.
package naming

import "context"

// Client is a client of the registry. Up and Down are called when a service
// comes and goes; they may be nil.
type Client struct {
	OnUp, OnDown func(name, address string)
}

// Up makes a service known to its clients.
func (c *Client) Up(_ context.Context, name, address string) error {
	if c.OnUp != nil {
		c.OnUp(name, address)
	}
	return nil
}

// Down takes a service out of the registry.
func (c *Client) Down(_ context.Context, name, address string) error {
	if c.OnDown != nil {
		c.OnDown(name, address)
	}
	return nil
}
