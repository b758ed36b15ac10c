package discardedcancel

import (
	"context"
	"errors"

	"example.com/fixtures/discardedcancel/helper"
)

func errNotNil(ctx context.Context, host string) error {
	ctx, cancel, err := helper.Dial(ctx, host)
	if err != nil {
		return err
	}
	defer cancel()
	return ping(ctx, host)
}

func errNil(ctx context.Context, host string) error {
	conn, cancel, err := helper.Dial(ctx, host)
	if err == nil {
		defer cancel()
		return ping(conn, host)
	} else {
		return err
	}
}

func errIs(ctx context.Context, host string) error {
	conn, cancel, err := helper.Dial(ctx, host)
	if errors.Is(err, helper.ErrNoHost) {
		return nil
	}
	if nil != err {
		return err
	}
	defer cancel()
	return ping(conn, host)
}

func errSwitch(ctx context.Context, host string) error {
	conn, cancel, err := helper.Dial(ctx, host)
	switch {
	case err != nil:
		return err
	case cancel == nil:
		return ping(ctx, host)
	}
	defer cancel()
	return ping(conn, host)
}

func errShadowed(ctx context.Context, host string) (err error) {
	if host != "" {
		conn, cancel, err := helper.Dial(ctx, host)
		if err != nil {
			return err
		}
		defer cancel()
		return ping(conn, host)
	}
	return errNoHost
}

func errNamed(ctx context.Context, host string) (cancel context.CancelFunc, err error) {
	ctx, cancel, err = helper.Dial(ctx, host)
	if err != nil {
		return
	}
	defer func() {
		if err != nil {
			cancel()
		}
	}()
	err = ping(ctx, host)
	return
}
