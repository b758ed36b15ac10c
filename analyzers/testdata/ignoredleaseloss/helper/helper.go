// Package helper drains channels of others.
package helper

import "go.etcd.io/etcd/client/v3"

// Drain returns when the channel is closed, and its caller may do something then.
func Drain(ch <-chan *clientv3.LeaseKeepAliveResponse) {
	for range ch {
	}
}
