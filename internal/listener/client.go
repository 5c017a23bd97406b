package listener

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"sef.se/kontakten/internal/config"
)

// ClientAddress sets r.RemoteAddr to the client that stands behind trusted proxies: the last address of
// X-Forwarded-For that is not a trusted proxy itself. From anybody else the header is removed, so that nothing
// behind can believe it.
func ClientAddress(proxies []config.Proxy, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		peer, unix := peerOf(r)
		if !trusted(proxies, peer, unix) {
			r.Header.Del("X-Forwarded-For")
			next.ServeHTTP(w, r)
			return
		}
		if client, ok := lastUntrusted(proxies, r.Header.Values("X-Forwarded-For")); ok {
			r.RemoteAddr = netip.AddrPortFrom(client, 0).String()
		}
		next.ServeHTTP(w, r)
	})
}

// peerOf is who holds the other end of the connection; a unix socket has no address.
func peerOf(r *http.Request) (peer netip.Addr, unix bool) {
	if local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok && local.Network() == "unix" {
		return netip.Addr{}, true
	}
	address, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}, false
	}
	return address.Addr().Unmap(), false
}

func trusted(proxies []config.Proxy, peer netip.Addr, unix bool) bool {
	return slices.ContainsFunc(proxies, func(p config.Proxy) bool {
		if unix {
			return p.Unix
		}
		return p.Network.IsValid() && p.Network.Contains(peer)
	})
}

func lastUntrusted(proxies []config.Proxy, headers []string) (netip.Addr, bool) {
	hops := strings.Split(strings.Join(headers, ","), ",")
	for _, hop := range slices.Backward(hops) {
		addr, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			return netip.Addr{}, false
		}
		if addr = addr.Unmap(); !trusted(proxies, addr, false) {
			return addr, true
		}
	}
	return netip.Addr{}, false
}
