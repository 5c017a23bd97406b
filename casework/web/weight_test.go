package web_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
)

// heaviest is what a page may weigh with all that it loads, when nothing of it is kept yet.
const heaviest = 100_000

// weigh adds up what came over the wire for the page and everything it loaded.
const weigh = `JSON.stringify([...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
	.filter((e) => !e.name.endsWith("/strom")).map((e) => ({ Name: e.name, Size: e.transferSize })))`

// TestBrowserPageWeight loads every page with an empty cache: none may weigh more than 100 kB.
func TestBrowserPageWeight(t *testing.T) {
	d := newDesk(t)
	admin := d.person("kim", identity.RoleAdmin, false)
	company := d.company(true, 0)
	id := d.arrives(company, "fee_data", d.rows(company))
	for i := range 60 { // a full page of the queue
		d.arrives(d.company(true, i%5), []string{"question", "fee_data"}[i%2], nil, func(r *casework.Reading) {
			r.Flags = []string{"member_missing", "rate_deviation"}
			r.Period = october.AddMonths(-i)
		})
	}
	sheet := admin.post("/registrera", map[string][]string{"code": {d.printed().Number}}).url.Path
	c := d.chrome()
	c.login(admin)
	_, err := chromedp.Call(c.ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	d.must(err)
	for _, path := range readingPaths(itoa(int64(id)), company.CustomerNumber, sheet) {
		if page := admin.get(path); len(find(page.root, "main")) == 0 {
			continue // a part of a page, a file, or a page of the door
		}
		c.open(path)
		c.until(`document.readyState === "complete"`)
		var loaded []struct {
			Name string
			Size int
		}
		d.must(json.Unmarshal([]byte(c.read(weigh)), &loaded))
		sum, list := 0, ""
		for _, l := range loaded {
			sum += l.Size
			list += fmt.Sprintf("\n%7d %s", l.Size, l.Name)
		}
		t.Logf("%6d bytes %s", sum, path)
		if sum > heaviest || sum == 0 {
			t.Errorf("%s weighs %d bytes%s", path, sum, list)
		}
	}
}
