package literal

import (
	"net/netip"
	"strings"
)

// Host returns the host in the Text of an address or a URL, without brackets;
// ok is false if some of it is not constant.
func Host(address string) (host string, ok bool) {
	if _, rest, found := strings.Cut(address, "://"); found {
		address = rest
	}
	host, _, _ = strings.Cut(address, "/")
	if bracket := strings.IndexByte(host, ']'); bracket >= 0 {
		host = strings.TrimPrefix(host[:bracket], "[")
	} else if strings.Count(host, ":") == 1 {
		host, _, _ = strings.Cut(host, ":")
	}
	return host, !strings.Contains(host, Gap)
}

// Loopback reports whether the Text of an address or a URL certainly names the
// machine itself.
func Loopback(address string) bool {
	host, ok := Host(address)
	if !ok {
		return false
	}
	addr, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && addr.IsLoopback()
}
