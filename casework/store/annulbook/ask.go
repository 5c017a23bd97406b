package annulbook

import (
	"context"
	"fmt"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/annulment"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// outcomeDoc is an Outcome as the decision table keeps it.
type outcomeDoc struct {
	Request   int64           `json:"request,omitempty"`
	Annulment ledger.ReportID `json:"annulment,omitempty"`
	Moved     ledger.ReportID `json:"moved,omitempty"`
	Customer  int             `json:"customer"`
	Said      string          `json:"said"`
}

func (d outcomeDoc) outcome(repeat bool) annulment.Outcome {
	return annulment.Outcome{Request: d.Request, Annulment: d.Annulment, Moved: d.Moved, Customer: d.Customer, Said: d.Said, Repeat: repeat}
}

// AskAnnulment asks a second person (annulment.Book).
func (b *Book) AskAnnulment(ctx context.Context, a annulment.Ask) (annulment.Outcome, error) {
	if err := a.Valid(); err != nil {
		return annulment.Outcome{}, err
	}
	var done outcomeDoc
	repeat := false
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		v, err := b.seen(ctx, t, a.By, a.Report)
		if err != nil {
			return err
		}
		subject := fmt.Sprintf("report %d", a.Report)
		if repeat, err = casebook.Before(ctx, t, a.Key, a.By, subject, &done); err != nil || repeat {
			return err
		}
		if done, err = b.ask(ctx, t, reg, v, a); err != nil {
			return err
		}
		return casebook.Remember(ctx, t, a.Key, a.By, subject, done)
	})
	return done.outcome(repeat), err
}

func (b *Book) ask(ctx context.Context, t *store.Tx, reg *store.Snapshot, v ledger.Version, a annulment.Ask) (outcomeDoc, error) {
	rows := standing(v)
	if len(rows) == 0 {
		return outcomeDoc{}, casework.Refuse(casework.Conflict, "Inget av redovisningen gäller längre. Läs om sidan.")
	}
	from, err := companyRef(ctx, t, "id = $1", v.CompanyID)
	if err != nil {
		return outcomeDoc{}, err
	}
	var company *int64
	var period any
	if a.To != nil {
		to, err := companyRef(ctx, t, "organisation_number = $1", a.To.Organisation.Full())
		if err != nil {
			return outcomeDoc{}, err
		}
		if _, err := b.target(ctx, t, reg, v, rows, to, a.To.Period); err != nil {
			return outcomeDoc{}, err
		}
		company, period = &to.ID, registry.DateColumn(a.To.Period.First())
	}
	done := outcomeDoc{Customer: from.CustomerNumber, Said: "En andra person måste bekräfta. Inget är ändrat än."}
	err = t.QueryRow(ctx, `
		INSERT INTO annulment_request (report_id, reason, words, to_company, to_period, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
		int64(a.Report), a.Reason, a.Words, company, period, a.By.ID, t.Now).Scan(&done.Request)
	if store.Violates(err, "annulment_request_open") {
		return done, casework.Refuse(casework.Conflict, "Någon har redan bett om det. En andra person ska svara först.")
	}
	if err != nil {
		return done, fmt.Errorf("ask to annul report %d: %w", a.Report, err)
	}
	return done, nil
}

// target checks that the rows can be booked for another company or period, and as what.
func (b *Book) target(ctx context.Context, t *store.Tx, reg *store.Snapshot, v ledger.Version, rows []ledger.Posting, to casework.CompanyRef, p register.Period) (place, error) {
	refuse := func(text string, args ...any) (place, error) {
		return place{}, casework.Refuse(casework.Invalid, text, args...)
	}
	if to.ID == v.CompanyID && p == v.Period {
		return refuse("Redovisningen står redan där. Välj ett annat företag eller en annan period.")
	}
	if err := casebook.CheckPeriod(p, register.DateOf(t.Now)); err != nil {
		return place{}, err
	}
	company, ok := reg.Company(to.Organisation)
	if !ok {
		return refuse("Företaget finns inte i registret.")
	}
	rate, known := reg.RateOf(company, p)
	for _, r := range rows {
		if r.ControlFee != 0 && (!known || !rate.HasControlFee()) {
			return refuse("Raderna har kontrollavgift, men avtalet för %s har ingen. Makulera i stället och låt företaget redovisa.", to.Name)
		}
	}
	current, err := casebook.Report(ctx, t, b.vault, to.ID, p)
	if err != nil {
		return place{}, err
	}
	out := place{company: to, period: p, current: current, kind: ledger.New}
	has := map[ledger.Person]bool{}
	for _, c := range current.Current() {
		has[c.Person], out.kind = true, ledger.Addition
	}
	for _, r := range rows {
		if has[r.Person] {
			return place{}, casework.Refuse(casework.Conflict, "%s har redan redovisat %s för en av personerna. Makulera i stället, eller rätta där.", to.Name, p.Words())
		}
	}
	return out, nil
}

// place is where rows are moved to.
type place struct {
	company casework.CompanyRef
	period  register.Period
	current ledger.Report
	kind    ledger.Kind
}
