package main

import (
	"context"
	"net/http"
	"strings"

	"sef.se/kontakten/casework/web"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/listener"
)

// serving is the role web: the staff pages, joined with what they need.
func (a *app) serving(opt appOptions) (task, error) {
	handler, err := a.pages(opt)
	if err != nil {
		return task{}, err
	}
	return task{"web", func(ctx context.Context) error { return a.listener.Serve(ctx, handler, a.log) }}, nil
}

func (a *app) pages(opt appOptions) (http.Handler, error) {
	proxies := make([]config.Proxy, 0, len(a.cfg.HTTP.TrustedProxies))
	for _, entry := range a.cfg.HTTP.TrustedProxies {
		proxy, err := config.ParseProxy(entry)
		if err != nil {
			return nil, unusable{err}
		}
		proxies = append(proxies, proxy)
	}
	handler, err := web.New(web.Config{
		Queue:     a.books.cases,
		Cases:     a.books.cases,
		Companies: a.books.cases,
		Lists:     a.books.lists,
		Keying:    a.books.lists,
		Drawer:    a.books.drawer,
		Desk:      a.books.desk,
		Identity:  a.identity,
		Now:       opt.now,
		Log:       a.log,
		HTTPS:     strings.HasPrefix(a.baseURL(), "https://"),
		Demo:      opt.demo,
		BaseURL:   a.baseURL(),
	})
	if err != nil {
		return nil, err
	}
	// Proxies are settled here, for unix sockets too: behind this the request's address is the client's.
	return listener.ClientAddress(proxies, handler), nil
}
