package app

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"sef.se/kontakten/casework/live"
	"sef.se/kontakten/casework/store/figurebook"
	"sef.se/kontakten/casework/store/findbook"
	"sef.se/kontakten/casework/store/livebook"
	"sef.se/kontakten/casework/web"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/listener"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag"
)

// serving is the role web: the staff pages, joined with what they need.
func (a *App) serving(opt Options) (task, error) {
	hub := live.NewHub(opt.Now)
	heard := livebook.New(a.Books.Store, hub, a.log, opt.Now)
	handler, err := a.pages(opt, hub, heard)
	if err != nil {
		return task{}, err
	}
	return task{"web", func(ctx context.Context) error {
		var listening sync.WaitGroup
		defer listening.Wait()
		listening.Go(func() { heard.Run(ctx) }) // ends the open streams, for which the server would wait
		return a.listener.Serve(ctx, handler, a.log)
	}}, nil
}

func (a *App) pages(opt Options, hub *live.Hub, heard *livebook.Book) (http.Handler, error) {
	proxies := make([]config.Proxy, 0, len(a.cfg.HTTP.TrustedProxies))
	for _, entry := range a.cfg.HTTP.TrustedProxies {
		proxy, err := config.ParseProxy(entry)
		if err != nil {
			return nil, config.Wrong("http.trusted_proxies", err)
		}
		proxies = append(proxies, proxy)
	}
	a.viewer = underlag.NewSandboxed(sandbox.Options{Log: a.log})
	handler, err := web.New(web.Config{
		Queue:     a.Books.Queue,
		Finding:   findbook.New(a.Books.Store, a.Books.Cases),
		Cases:     a.Books.Cases,
		Companies: a.Books.Cases,
		Lists:     a.Books.Lists,
		Keying:    a.Books.Lists,
		Desk:      a.Books.Desk,
		Runs:      a.Books.Room,
		Letters:   a.Books.Room,
		Expected:  a.Books.Room,
		Control:   a.Books.Lists,
		Figures:   figurebook.New(a.Books.Store, opt.Now),
		Sources:   a.Books.Cases,
		Files:     underlag.Described{Sandboxed: a.viewer, Layouts: a.layouts},
		Reports:   a.Books.Annulments,
		Errands:   a.Books.Cases,
		Green:     a.Books.Green,
		Answers:   a.Books.Answers,
		Team:      a.Books.Team,
		Clients:   a.Books.Clients,
		Live:      hub,
		Present:   heard,
		Identity:  a.Identity,
		Now:       opt.Now,
		Log:       a.log,
		HTTPS:     strings.HasPrefix(a.BaseURL(), "https://"),
		Demo:      opt.Demo,
		BaseURL:   a.BaseURL(),
	})
	if err != nil {
		return nil, err
	}
	// Proxies are settled here, for unix sockets too: behind this the request's address is the client's.
	return listener.ClientAddress(proxies, handler), nil
}
