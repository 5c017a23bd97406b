package web_test

import (
	"context"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/crowd"
	"sef.se/kontakten/internal/identity"
)

// heard is every statement that the pages ran, with the arguments of its first run.
type heard struct {
	mu   sync.Mutex
	args map[string][]any
}

func (h *heard) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, there := h.args[data.SQL]; !there {
		h.args[data.SQL] = slices.Clone(data.Args)
	}
	return ctx
}

func (h *heard) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// big is from how many rows on a table is not to be read through.
const big = 5000

// open is how many cases are open. A view that is sorted by one column and narrowed by others may
// pass over open cases, never over closed ones too.
const open = 20_000

// registerTables are tables that are as large as the register and grow no more. A look-up in one needs an
// index; hashing the whole of it against many rows of another is fair.
var registerTables = []string{"company", "member", "employment", "channel", "company_address", "contact_person"}

// readsAll are statements that may read a large table through, each with why.
var readsAll = map[string]string{
	"FROM company c JOIN agreement":                "the register is read whole into memory, once a delivery",
	"SELECT m.id, m.personnummer, m.first_name":    "likewise",
	"FROM employment ORDER":                        "likewise",
	"WITH ways AS":                                 "the plan of a month takes in every company and its members",
	"SELECT period, count(*) FILTER":               "the lists of the last months, for the overview",
	"SELECT DISTINCT l.company_id FROM fee_list l": "likewise",
	"SELECT concat_ws(' ', (SELECT register_ver":   "all lists of two months: every list there is, in this database",
	"FROM fee_list l LEFT JOIN (SELECT DISTINCT":   "the lists of one month, which here are all there are",
	"u1E00": "likewise: names that the printer's font lacks",
}

// TestEveryQueryHasAnIndex walks through the pages over a database with years of work in it and
// looks at the plan of each statement that they ran: none may read a large table through.
func TestEveryQueryHasAnIndex(t *testing.T) {
	t.Parallel()
	h := &heard{args: map[string][]any{}}
	d := newDesk(t, store.Traced(h))
	d.must(crowd.Fill(t.Context(), d.store.Pool(), d.vault, crowd.Sizes{Companies: 6000, Open: open, Closed: 40_000, Now: d.clock()}))
	h.mu.Lock()
	clear(h.args)
	h.mu.Unlock()
	d.walkThroughAll()

	large := d.largeTables()
	seen := 0
	for _, sql := range slices.Sorted(maps.Keys(h.args)) {
		if !plannable(sql) {
			continue
		}
		seen++
		for _, table := range d.readThrough(sql, h.args[sql]) {
			if rows := large[table]; rows > 0 && excused(sql) == "" {
				t.Errorf("%s (%d rows) is read through by\n%s\n%v", table, rows, sql, h.args[sql])
			}
		}
	}
	if seen < 150 {
		t.Errorf("the walk ran only %d statements", seen)
	}
	t.Logf("%d statements, %d large tables", seen, len(large))
}

// walkThroughAll asks for every page and does what clerks do all day.
func (d *desk) walkThroughAll() {
	admin := d.person("kim", identity.RoleAdmin, true)
	c := d.company(true, 0)
	id := d.arrives(c, "fee_data", d.rows(c))
	sheet := admin.post("/registrera", url.Values{"code": {crowd.NumberOf(17)}}).url.Path
	for _, path := range readingPaths(itoa(int64(id)), c.CustomerNumber, sheet) {
		admin.get(path)
	}
	for _, q := range []string{
		"vy=new", "vy=replied", "vy=late", "vy=waiting", "vy=second", "vy=aside", "vy=done", "ordning=due", "ordning=company", "ordning=period", "ordning=kind", "ordning=holder",
		"ordning=newest", "slag=question", "flagga=total_mismatch", "foretag=300", "period=2026-09", "hos=1", "dagar=5",
		"etikett=fr%C3%A5ga", "etikett=s%C3%A4llan", "etikett=finns+inte", "etikett=s%C3%A4llan&vy=done", "etikett=fr%C3%A5ga&vy=done&ordning=newest", "etikett=fr%C3%A5ga&slag=question&ordning=due",
		"etikett=underlag+beg%C3%A4rt&period=2026-10&hos=1&vy=waiting", "slag=fee_data&period=2026-10&ordning=due",
	} {
		page := admin.get("/ko?" + q)
		for _, next := range find(page.root, ".pager a") {
			admin.get(attribute(next, "href"))
		}
	}
	for _, q := range []string{id.String(), "300017", "5570", "Bolag 00017", "el", "Efternamn170", "lon@bolag300.example", crowd.NumberOf(18), c.OrganisationNumber.Full(), d.employed(c)[0].Personnummer.Full()} {
		admin.post("/sok", url.Values{"q": {q}})
		admin.post("/sok/forslag", url.Values{"q": {q}})
	}
	admin.post("/ko/andrat", url.Values{"visas": {itoa(int64(id))}, "nya": {itoa(int64(id))}})
	admin.post("/ko/vy", url.Values{"namn": {"Frågor"}, "slag": {"question"}})
	admin.post("/ko/vy", url.Values{"namn": {"Underlag"}, "etikett": {"underlag begärt"}})
	admin.get("/ko")
	admin.post("/ko/foretag", url.Values{"namn": {"Bolag 00017"}})
	admin.post("/strom/har", url.Values{"case": {itoa(int64(id))}, "page": {"p"}})
	admin.post(href(id)+"/ta", nil)
	admin.post(href(id)+"/puls", nil)
	admin.post(href(id)+"/beslut", url.Values{"do": {"note"}, "key": {"en nyckel som räcker"}, "reason": {"Ringt."}})
	admin.post(href(id)+"/slapp", nil)
	admin.post(href(id)+"/beslut", admin.get(href(id)).form("#approve"))
	admin.get(href(id))
	admin.post("/ko/nasta", nil)
	ad := d.arrives(c, "other", nil)
	marked := admin.post("/ko/markerade", url.Values{"gor": {"reklam"}, "key": {"en annan nyckel som räcker"}, "arende": {itoa(int64(ad))}})
	if undo := marked.url.Query().Get("gjort"); undo != "" {
		admin.post("/ko/angra", url.Values{"gjort": {undo}})
	}
	admin.post(sheet+"/rad", url.Values{"row": {"1"}, "member": {"608"}, "control": {""}, "key": {"digits"}})
	admin.post(sheet+"/summa", url.Values{"written": {"608"}})
}

func (d *desk) largeTables() map[string]int {
	d.t.Helper()
	rows, err := d.store.Pool().Query(d.t.Context(), "SELECT relname, reltuples::int FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= $1", big)
	d.must(err)
	large := map[string]int{}
	var name string
	var n int
	_, err = pgx.ForEachRow(rows, []any{&name, &n}, func() error { large[name] = n; return nil })
	d.must(err)
	if len(large) < 12 {
		d.t.Fatalf("only %d tables are large: %v", len(large), large)
	}
	return large
}

// plannable leaves out what has no plan, and the job queue's own statements.
func plannable(sql string) bool {
	s := strings.ToUpper(strings.TrimSpace(sql))
	for strings.HasPrefix(s, "--") {
		_, s, _ = strings.Cut(s, "\n")
		s = strings.TrimSpace(s)
	}
	if strings.Contains(sql, "river_") || strings.HasPrefix(s, "EXPLAIN") {
		return false
	}
	for _, verb := range []string{"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"} {
		if strings.HasPrefix(s, verb) {
			return true
		}
	}
	return false
}

func excused(sql string) string {
	flat := strings.Join(strings.Fields(sql), " ")
	for part, why := range readsAll {
		if strings.Contains(flat, part) {
			return why
		}
	}
	return ""
}

// plan is a node of EXPLAIN's answer.
type plan struct {
	Node     string  `json:"Node Type"`
	Relation string  `json:"Relation Name"`
	Removed  float64 `json:"Rows Removed by Filter"`
	Loops    float64 `json:"Actual Loops"`
	Plans    []plan
}

// readThrough gives the tables that a statement reads through: all of its rows, or by an index
// that leaves most of what it finds to a filter. The statement is run, and what it wrote is
// forgotten.
func (d *desk) readThrough(sql string, args []any) []string {
	d.t.Helper()
	var answer []struct{ Plan plan }
	err := pgx.BeginFunc(d.t.Context(), d.store.Pool(), func(tx pgx.Tx) error {
		var text string
		how := "EXPLAIN (ANALYZE, FORMAT JSON) "
		if !strings.HasPrefix(strings.ToUpper(strings.TrimSpace(sql)), "SELECT") {
			how = "EXPLAIN (FORMAT JSON) " // written once already: keys and triggers would refuse it
		}
		if err := tx.QueryRow(d.t.Context(), how+sql, args...).Scan(&text); err != nil {
			return err
		}
		d.must(json.Unmarshal([]byte(text), &answer))
		return pgx.ErrTxClosed // nothing stays
	})
	if len(answer) == 0 {
		d.t.Fatalf("%v\n%s", err, sql)
	}
	var found []string
	var walk func(p, above plan)
	walk = func(p, above plan) {
		joined := slices.Contains(registerTables, p.Relation) && strings.HasPrefix(above.Node, "Hash")
		if p.Node == "Seq Scan" && !joined || p.Relation != "" && p.Removed*max(p.Loops, 1) > open {
			found = append(found, p.Relation)
		}
		for _, below := range p.Plans {
			walk(below, p)
		}
	}
	walk(answer[0].Plan, plan{})
	return found
}
