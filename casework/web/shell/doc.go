// Package shell is what every staff page shares: the frame around it, who is
// logged in, how it is rendered, how a failure becomes a page, and the headers
// that keep it safe.
//
//	request ─▶ Secure (headers, CSRF, size) ─▶ session ─▶ Page or Open
//	                                                        │
//	                          handler(w, r) error ◀─────────┘
//	                            │ nil: the page was rendered to a buffer and sent
//	                            └ error ─▶ the one table kind → status → Swedish sentence
//
// A handler never writes an error itself and never writes half a page.
package shell
