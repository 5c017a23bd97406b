package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// targetReady is the issue's: milliseconds until a page can be worked with.
const targetReady = 300

// loads is how often each page is loaded; the median counts.
const loads = 5

// ready is how long a page took until its scripts had run, in milliseconds, and what it weighed with
// all that it loaded.
type ready struct {
	Took  float64 `json:"took"`
	Bytes int     `json:"bytes"`
}

// whenReady reads it off the browser's own clock: from the click until all modules have run.
const whenReady = `(() => {
	const [page] = performance.getEntriesByType("navigation");
	const all = [page, ...performance.getEntriesByType("resource")].filter((e) => !e.name.endsWith("/strom"));
	return JSON.stringify({ took: page.domContentLoadedEventEnd, bytes: all.reduce((sum, e) => sum + e.transferSize, 0) });
})()`

// inBrowser loads pages in a real Chromium with nothing kept, and prints how long each took.
func (w *world) inBrowser(ctx context.Context, p *program, c *clerk) (bool, error) {
	profile, err := os.MkdirTemp(w.dir, "chromium-")
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	ctx, cancelExec := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath("/usr/bin/chromium"), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.UserDataDir(profile), chromedp.WindowSize(1280, 800))...)
	defer cancelExec()
	ctx, cancelTab := chromedp.NewContext(ctx)
	defer cancelTab()
	token, err := p.Identity.LoginLink(ctx, w.staff[len(w.staff)-1])
	if err != nil {
		return false, err
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(p.url+"/demo/"+token), chromedp.Click("main button, form button"), chromedp.WaitVisible("#rows")); err != nil {
		return false, fmt.Errorf("login: %w", err)
	}
	if _, err := chromedp.Call(ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
		return false, err
	}
	fmt.Printf("\n| page, nothing kept | ms until it can be worked with | kB |\n|---|---|---|\n")
	ok := true
	for _, path := range []string{"/ko", "/ko?vy=late&ordning=due", c.file, c.file + "/rader", c.sheet, "/foretag/300017", "/sok", "/listor?period=2026-10", "/lista/1", "/registrera", "/kontroll",
		"/brevlada", "/utkorg", "/register", "/oversikt", "/manad?period=2026-10"} {
		m, err := load(ctx, p.url+path)
		if err != nil {
			return false, fmt.Errorf("%s: %w", path, err)
		}
		ok = ok && m.Took <= targetReady
		fmt.Printf("| %s | %.0f | %.0f |\n", path, m.Took, float64(m.Bytes)/1000)
	}
	return ok, nil
}

// load gives the median of some loads of a page.
func load(ctx context.Context, address string) (ready, error) {
	var all []ready
	for range loads {
		if err := chromedp.Do(ctx, chromedp.Navigate(address), chromedp.WaitReady("main")); err != nil {
			return ready{}, err
		}
		text, err := chromedp.Run(ctx, chromedp.Evaluate[string](whenReady))
		if err != nil {
			return ready{}, err
		}
		var m ready
		if err := json.Unmarshal([]byte(text), &m); err != nil {
			return ready{}, err
		}
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b ready) int { return int(a.Took - b.Took) })
	return all[len(all)/2], nil
}
