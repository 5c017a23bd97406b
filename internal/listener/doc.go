// Package listener decides how the staff pages are reached, and refuses what would show them to others (practice.md
// R23).
//
//	certificate and key   HTTPS with HTTP/2 on any address; the files are read again when they change
//	loopback, unix:path   plain HTTP, for this machine or behind a proxy that the configuration names
//	anything else         refused
//
// Behind a proxy the client's address is taken from X-Forwarded-For, from trusted proxies only (ClientAddress).
package listener
