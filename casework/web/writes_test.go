package web_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"sef.se/kontakten/internal/identity"
)

// contents sums up every table but those that a reading request may write: the
// log of openings and the session.
func (d *desk) contents() map[string]string {
	d.t.Helper()
	ctx := context.WithoutCancel(d.t.Context())
	rows, err := d.store.Pool().Query(ctx, `SELECT table_name FROM information_schema.tables
		WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name NOT IN ('access_log', 'session')`)
	d.must(err)
	var tables []string
	for rows.Next() {
		var name string
		d.must(rows.Scan(&name))
		tables = append(tables, name)
	}
	d.must(rows.Err())
	sums := map[string]string{}
	for _, name := range tables {
		var sum string
		d.must(d.store.Pool().QueryRow(ctx, `SELECT coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') FROM "`+name+`" t`).Scan(&sum))
		sums[name] = sum
	}
	return sums
}

// readingPaths are all pages that are fetched by GET, for a desk with a case,
// a company, a batch and a sheet.
func readingPaths(id string, customer int, sheet string) []string {
	return []string{
		"/", "/ko", "/ko?vy=mine", "/ko?slag=fee_data&period=2026-10&flagga=no_rows&ordning=newest", "/ko?vy=keying", "/ko?vy=differs", "/strom/har/" + id, "/remsa", "/kvar",
		"/arende/" + id, "/arende/" + id + "?visa=html", "/arende/" + id + "/rader", "/arende/" + id + "/brev", "/arende/" + id + "/bilaga/0", "/arende/" + id + "/bilaga/1",
		"/arende/" + id + "/kalla/1", "/arende/" + id + "/fonster", "/arende/" + id + "/dela", "/arende/" + id + "/ocr/1", "/nytt", "/omnamnd", "/medlem/1", "/medlem/2",
		"/registrera", sheet, "/listor", "/listor?period=2026-10", "/listor/bunt/1", "/foretag/" + strconv.Itoa(customer), "/sok", "/brevlada", "/register",
		"/manad?period=2026-10", "/manad/lage?period=2026-10", "/manad/vantar?period=2026-10", "/lista/1", "/brev", "/returer", "/kontroll", "/installningar", "/installningar/skanner", "/mina-siffror", "/mina-siffror/siffror.xlsx", "/mina-siffror/rader.csv", "/oversikt/siffror.xlsx", "/oversikt/listor.csv",
		"/texter", "/texter/modul/1", "/arende/" + id + "/pavag", "/pavag", "/utkorg", "/utkorg?vy=failed", "/oversikt", "/personal", "/handbok", "/handbok/arende", "/finns/inte", "/logga-in", "/kod", "/inbjudan/x", "/demo/x",
	}
}

func TestReadingNeverWrites(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	admin := d.person("kim", identity.RoleAdmin, true)
	c := d.company(true, 0)
	id := d.arrives(c, "fee_data", d.rows(c))
	sheet := admin.post("/registrera", map[string][]string{"code": {d.printed().Number}}).url.Path
	before := d.contents()
	for _, path := range readingPaths(itoa(int64(id)), c.CustomerNumber, sheet) {
		admin.get(path)
		for name, sum := range d.contents() {
			if sum != before[name] {
				t.Errorf("GET %s changed the table %s", path, name)
				before[name] = sum
			}
		}
	}
}

// A protected person does not exist for whoever lacks the permission: not in
// any page, header or address (R8).
func TestProtectedPersonIsNowhere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleAdmin, false)
	c := d.company(true, 0)
	canary := d.employed(c)[0]
	ordinary := d.arrives(c, "fee_data", d.rows(c)[1:])
	_, err := d.store.Pool().Exec(t.Context(), "UPDATE member SET protected = true, last_name = 'Kanariefågel' WHERE personnummer = $1", canary.Personnummer.Full())
	d.must(err)
	hidden := d.arrives(c, "fee_data", d.rows(c))
	sheet := kim.post("/registrera", map[string][]string{"code": {d.printed().Number}}).url.Path
	paths := append(readingPaths(itoa(int64(ordinary)), c.CustomerNumber, sheet), readingPaths(itoa(int64(hidden)), c.CustomerNumber, sheet)...)
	for _, path := range paths {
		seen := kim.get(path)
		for _, what := range []string{"Kanariefågel", canary.Personnummer.Full(), canary.Personnummer.Hyphened(), canary.Personnummer.String()} {
			if strings.Contains(seen.body, what) || strings.Contains(fmt.Sprint(seen.header), what) {
				t.Errorf("%s tells %q", path, what)
			}
		}
	}
	if strings.Contains(d.log.String(), "Kanariefågel") || strings.Contains(d.log.String(), canary.Personnummer.Full()) {
		t.Error("the log tells of the protected person")
	}
}
