package printroom

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// A month is counted in SQL and made in parts: what these statements count is what
// avgiftslista.Lists prints of the same companies, and numberAll refuses where they differ.
// Their first four arguments are those of span.
const (
	// ways is the channel of each company in the month, as registry reads it. paper is a column
	// since PostgreSQL takes a column that equals something for rare, and most are on paper.
	ways = `SELECT DISTINCT ON (h.company_id) h.company_id, h.channel, h.channel = 'paper' AS paper FROM channel h
		ORDER BY h.company_id, h.valid_from <= $1 DESC, CASE WHEN h.valid_from <= $1 THEN h.valid_from END DESC, h.valid_from, h.id DESC`
	// barred are the people who stand on no list of the month.
	barred   = `SELECT m.id FROM member m WHERE m.protected OR m.deceased_on IS NOT NULL OR m.member_from > $2 OR m.member_to < $1`
	employed = `e.from_date <= $2 AND (e.to_date IS NULL OR e.to_date >= $1)`
	near     = `(` + employed + ` OR e.to_date BETWEEN $3 AND $4)`
	// here is how many stand on each company's list: who is employed in the month, or was in the
	// one before. A list needs somebody of the first kind.
	here     = hereFrom + hereBy
	hereFrom = `SELECT e.company_id, count(DISTINCT e.member_id)::integer AS rows FROM employment e
		WHERE ` + near + ` AND e.member_id NOT IN (` + barred + `)`
	hereBy = ` GROUP BY e.company_id HAVING bool_or(` + employed + `)`
)

// span is what every statement of a month begins with: its first and last day, and those of the
// month before.
func span(p register.Period, more ...any) []any {
	before := p.AddMonths(-1)
	return append([]any{registry.DateColumn(p.First()), registry.DateColumn(p.Last()), registry.DateColumn(before.First()), registry.DateColumn(before.Last())}, more...)
}

// candidates gives each company on paper in a month, of some customers or (nil) of all, in no
// particular order.
func candidates(ctx context.Context, t *store.Tx, p register.Period, customers []int, each func(monthly.Candidate) error) error {
	rows, err := t.Query(ctx, `
		WITH ways AS (`+ways+`), here AS (`+here+`)
		SELECT c.id, c.customer_number, c.organisation_number, c.name, c.care_of, c.street, c.postcode, c.city, a.key, coalesce(h.rows, 0),
		       EXISTS (SELECT FROM agreement_rate r WHERE r.agreement_id = a.id AND r.valid_from <= $2),
		       l.id IS NOT NULL, coalesce(l.rows, 0), coalesce(l.state IN ('printed', 'handed_over') AND l.rows <> coalesce(h.rows, 0), false), coalesce(b.rows, 0), coalesce(x.back, 0), coalesce(s.reason, '')
		FROM company c JOIN ways w ON w.company_id = c.id AND w.paper JOIN agreement a ON a.id = c.agreement_id LEFT JOIN here h ON h.company_id = c.id
		LEFT JOIN fee_list l ON l.company_id = c.id AND l.period = $1 AND l.state NOT IN ('superseded', 'cancelled')
		LEFT JOIN fee_list b ON b.company_id = c.id AND b.period = $3 AND b.state NOT IN ('superseded', 'cancelled')
		LEFT JOIN (SELECT company_id, count(*)::integer AS back FROM returned_letter WHERE lifted_at IS NULL GROUP BY 1) x ON x.company_id = c.id
		LEFT JOIN respite s ON s.company_id = c.id AND s.period = $1 AND s.until IS NULL AND s.ended_at IS NULL
		WHERE $5::integer[] IS NULL OR c.customer_number = ANY($5)`, span(p, customers)...)
	if err != nil {
		return fmt.Errorf("companies on paper in %s: %w", p, err)
	}
	var number string
	var c monthly.Candidate
	at := &c.Company
	_, err = pgx.ForEachRow(rows, []any{&c.ID, &at.CustomerNumber, &number, &at.Name, &at.CareOf, &at.Street, &at.Postcode, &at.City, &at.Agreement, &c.Rows,
		&c.Rated, &c.Has, &c.Printed, &c.Differs, &c.Was, &c.Returns, &c.Closed}, func() error {
		var err error
		if at.OrganisationNumber, err = register.ParseOrganisationNumber(number); err != nil {
			return fmt.Errorf("company %d: %w", c.ID, err)
		}
		return each(c)
	})
	if err != nil {
		return fmt.Errorf("companies on paper in %s: %w", p, err)
	}
	return nil
}

// inspect makes the preview of a month; print is told of each company whose list a run prints now.
func inspect(ctx context.Context, t *store.Tx, p register.Period, customers []int, print func(monthly.Candidate)) (monthly.Preview, error) {
	last, err := counting(ctx, t, "SELECT count(*) FROM fee_list WHERE period = $1 AND state NOT IN ('superseded', 'cancelled')", monthColumn(p.AddMonths(-1)))
	if err != nil {
		return monthly.Preview{}, err
	}
	other, err := otherPeople(ctx, t, p)
	if err != nil {
		return monthly.Preview{}, err
	}
	missing, err := missingLetters(ctx, t, p)
	if err != nil {
		return monthly.Preview{}, err
	}
	i := monthly.Inspect(last)
	err = candidates(ctx, t, p, customers, func(c monthly.Candidate) error {
		c.Differs, c.Missing = c.Differs || other[c.ID], missing[c.ID]
		if i.Add(c) && print != nil {
			print(c)
		}
		return nil
	})
	return i.Preview(), err
}

// keptPreview is the preview of a month, and a mark that changes with whatever it was made of.
type keptPreview struct {
	period  register.Period
	mark    string
	preview monthly.Preview
}

// preview gives the preview of a month for its page. A page is asked for again and again while
// nothing changes that the preview tells of: then the last one is given.
func (r *Room) preview(ctx context.Context, t *store.Tx, p register.Period) (monthly.Preview, error) {
	var mark string // read first: what changes meanwhile makes the next page look again
	if err := t.QueryRow(ctx, `
		SELECT concat_ws(' ', (SELECT register_version FROM system), (SELECT max(id) FROM import_run),
		  (SELECT concat_ws(' ', count(*), max(id), count(*) FILTER (WHERE l.state IN ('superseded', 'cancelled')), count(*) FILTER (WHERE `+unposted+`))
		   FROM fee_list l WHERE l.period IN ($1, $2)),
		  (SELECT concat_ws(' ', count(*), count(lifted_at)) FROM returned_letter), (SELECT concat_ws(' ', count(*), count(ended_at)) FROM respite WHERE period = $1))`,
		monthColumn(p), monthColumn(p.AddMonths(-1))).Scan(&mark); err != nil {
		return monthly.Preview{}, fmt.Errorf("preview of %s: %w", p, err)
	}
	if kept := r.kept.Load(); kept != nil && kept.period == p && kept.mark == mark {
		return kept.preview, nil
	}
	pre, err := inspect(ctx, t, p, nil, nil)
	if err == nil {
		r.kept.Store(&keptPreview{p, mark, pre})
	}
	return pre, err
}

// otherPeople gives the companies whose list, not posted yet, holds somebody who would not stand on it now.
// People and employments come by imports alone: a list that none has followed needs no look.
func otherPeople(ctx context.Context, t *store.Tx, p register.Period) (map[int64]bool, error) {
	rows, err := t.Query(ctx, `
		SELECT DISTINCT l.company_id FROM fee_list l JOIN fee_list_row w ON w.list_id = l.id
		WHERE l.period = $1 AND `+unposted+` AND l.printed_at <= (SELECT max(at) FROM import_run WHERE outcome = 'applied') AND (w.member_id IN (`+barred+`) OR NOT EXISTS (
		      SELECT FROM employment e WHERE e.company_id = l.company_id AND e.member_id = w.member_id AND `+near+`))`, span(p)...)
	if err != nil {
		return nil, fmt.Errorf("lists of %s that differ: %w", p, err)
	}
	found := map[int64]bool{}
	var id int64
	if _, err := pgx.ForEachRow(rows, []any{&id}, func() error { found[id] = true; return nil }); err != nil {
		return nil, fmt.Errorf("lists of %s that differ: %w", p, err)
	}
	return found, nil
}

// odd finds, by an index of its own, what may hold letters that the typeface lacks; which it
// lacks, the typeface says.
const (
	oddLetters = `[^\u0020-\u007E\u00A0-\u024F\u0300-\u036F\u1E00-\u1EFF]`
	oddMember  = `(m.first_name || m.last_name) ~ '` + oddLetters + `'`
	oddCompany = `(c.name || c.care_of || c.street || c.city) ~ '` + oddLetters + `'`
)

// missingLetters gives how many letters the lists of a month would lack, by company.
func missingLetters(ctx context.Context, t *store.Tx, p register.Period) (map[int64]int, error) {
	rows, err := t.Query(ctx, `
		SELECT c.id, c.name, c.care_of, c.street, c.postcode, c.city, '', '' FROM company c WHERE `+oddCompany+`
		UNION ALL SELECT e.company_id, '', '', '', '', '', m.first_name, m.last_name FROM member m JOIN employment e ON e.member_id = m.id
		WHERE `+oddMember+` AND `+near+` AND m.id NOT IN (`+barred+`)`, span(p)...)
	if err != nil {
		return nil, fmt.Errorf("letters of %s: %w", p, err)
	}
	missing := map[int64]int{}
	var id int64
	var c register.Company
	var m avgiftslista.ListRow
	if _, err := pgx.ForEachRow(rows, []any{&id, &c.Name, &c.CareOf, &c.Street, &c.Postcode, &c.City, &m.FirstName, &m.LastName}, func() error {
		if n := len(pdf.MissingGlyphs(avgiftslista.List{Company: c, Rows: []avgiftslista.ListRow{m}})); n > 0 {
			missing[id] += n
		}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("letters of %s: %w", p, err)
	}
	return missing, nil
}

// electronic counts the companies on web or file with somebody employed in the month: they get
// no printed list.
func electronic(ctx context.Context, t *store.Tx, p register.Period) (int, error) {
	return counting(ctx, t, `
		WITH ways AS (`+ways+`) SELECT count(*) FROM ways w WHERE w.channel IN ('web', 'file')
		AND EXISTS (SELECT FROM employment e WHERE e.company_id = w.company_id AND `+employed+`)`,
		registry.DateColumn(p.First()), registry.DateColumn(p.Last()))
}
