package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/clientele"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/casework/teamwork"
	"sef.se/kontakten/internal/register"
)

// needCompany opens the case up and refuses one whose company is not told.
func (f *dossier) needCompany(ctx context.Context, t *store.Tx, by casework.Actor) error {
	if f.Company == nil {
		return casework.Refuse(casework.Invalid, "Ange först vilket företag ärendet gäller.")
	}
	return f.openUp(ctx, t, by)
}

// credentialPause is how long an order stands before a clerk may make another (R4).
const credentialPause = 7 * 24 * time.Hour

// orderCredentials orders login credentials, or asks a second person where the sender is not known.
func (b *Book) orderCredentials(ctx context.Context, t *store.Tx, f *dossier, by casework.Actor, do casework.OrderCredentials) (outcomeDoc, error) {
	if err := f.needCompany(ctx, t, by); err != nil {
		return outcomeDoc{}, err
	}
	why := f.NeedsSecond()
	if why == "" {
		return b.placeOrder(ctx, t, f, by, by.ID, do)
	}
	var id int64
	err := t.QueryRow(ctx, `
		INSERT INTO decision_request (case_id, what, kind, screen, why, asked_by, asked_at) VALUES ($1, $2, '', '', $3, $4, $5) RETURNING id`,
		f.ID, casework.RequestCredentials, []string{why}, by.ID, t.Now).Scan(&id)
	if store.Violates(err, "decision_request_open") {
		return outcomeDoc{}, casework.Refuse(casework.Conflict, "Ett beslut i ärendet väntar redan på en andra person.")
	}
	if err != nil {
		return outcomeDoc{}, fmt.Errorf("credentials in case %d: %w", f.ID, err)
	}
	text := "En andra person ska bekräfta att inloggning beställs. " + why
	return outcomeDoc{Request: id, Said: text + " Inget är beställt än."}, addEvent(ctx, t, f.ID, by, casework.EventRequested, text, map[string]string{"request": fmt.Sprint(id)})
}

// confirmCredentials is the second person's yes to an order.
func (b *Book) confirmCredentials(ctx context.Context, t *store.Tx, f *dossier, by casework.Actor, asked int64, data map[string]string) (outcomeDoc, error) {
	if err := f.needCompany(ctx, t, by); err != nil {
		return outcomeDoc{}, err
	}
	if err := addEvent(ctx, t, f.ID, by, casework.EventConfirmed, "Beställningen av inloggning är bekräftad av en andra person.", data); err != nil {
		return outcomeDoc{}, err
	}
	return b.placeOrder(ctx, t, f, by, asked, casework.OrderCredentials{})
}

// placeOrder places the order; an earlier one is void from now on.
func (b *Book) placeOrder(ctx context.Context, t *store.Tx, f *dossier, by casework.Actor, orderedBy int64, do casework.OrderCredentials) (outcomeDoc, error) {
	var state string
	if err := t.QueryRow(ctx, "SELECT life_of($1, $2)", f.Company.ID, registry.DateColumn(register.DateOf(t.Now))).Scan(&state); err != nil {
		return outcomeDoc{}, fmt.Errorf("credentials in case %d: %w", f.ID, err)
	}
	if s := clientele.State(state); s != clientele.Active {
		return outcomeDoc{}, casework.Refuse(casework.Denied, "Företaget är antecknat som %s. %s", s.Word(), s.Blocks())
	}
	mode, err := t.Mode(ctx)
	if err != nil {
		return outcomeDoc{}, err
	}
	var last *time.Time
	// The company's row is locked so that two orders come one after the other.
	if err := t.QueryRow(ctx, `
		WITH locked AS (SELECT id FROM company WHERE id = $1 FOR NO KEY UPDATE)
		SELECT (SELECT max(ordered_at) FROM credential_order o WHERE o.company_id = locked.id) FROM locked`, f.Company.ID).Scan(&last); err != nil {
		return outcomeDoc{}, fmt.Errorf("credentials in case %d: %w", f.ID, err)
	}
	if last != nil && t.Now.Sub(*last) < credentialPause && (!do.Again || !by.Supervises()) {
		return outcomeDoc{}, casework.Refuse(casework.Denied,
			"Inloggningsuppgifter beställdes redan den %s. Inom sju dagar får bara en arbetsledare beställa nya.", register.DateOf(*last).Words())
	}
	var voidable []casework.OrderState
	for state := range casework.OrderArrows() {
		if casework.OrderArrows().Allows(state, casework.OrderVoid) {
			voidable = append(voidable, state)
		}
	}
	if _, err := t.Exec(ctx, "UPDATE credential_order SET state = $3, changed_at = $2 WHERE company_id = $1 AND state = ANY($4)",
		f.Company.ID, t.Now, casework.OrderVoid, voidable); err != nil {
		return outcomeDoc{}, fmt.Errorf("credentials in case %d: %w", f.ID, err)
	}
	if _, err := t.Exec(ctx, `
		INSERT INTO credential_order (company_id, case_id, state, ordered_by, ordered_at, changed_at, mode)
		VALUES ($1, $2, $6, $3, $4, $4, $5)`, f.Company.ID, f.ID, orderedBy, t.Now, mode, casework.OrderOrdered); err != nil {
		return outcomeDoc{}, fmt.Errorf("credentials in case %d: %w", f.ID, err)
	}
	text := "Inloggningsuppgifter är beställda till den registrerade adressen."
	return b.answered(ctx, t, f, by, casework.EventCredentials, text, letter.Confirmation{Template: "credentials", Day: register.DateOf(t.Now).Words()})
}

// answered is the end of an errand about a company: the event, the confirmation to the
// registered address, and the case's next state.
func (b *Book) answered(ctx context.Context, t *store.Tx, f *dossier, by casework.Actor, kind casework.EventKind, text string, c letter.Confirmation) (outcomeDoc, error) {
	known, err := knownAddresses(ctx, t, f.Company.ID)
	if err != nil {
		return outcomeDoc{}, err
	}
	if err := addEvent(ctx, t, f.ID, by, kind, text, nil); err != nil {
		return outcomeDoc{}, err
	}
	if err := b.confirmChange(ctx, t, f, c, known); err != nil {
		return outcomeDoc{}, err
	}
	more, err := f.settle(ctx, t, by)
	return said(text + more), err
}

// channelBack is how many months back a channel may begin: a company that asks late gets the
// lists of the months that are still to be reported.
const channelBack = 3

// changeChannel sets the channel from a period on; what was before it stays as it was.
func (b *Book) changeChannel(ctx context.Context, t *store.Tx, f *dossier, by casework.Actor, do casework.ChangeChannel) (outcomeDoc, error) {
	if err := f.needCompany(ctx, t, by); err != nil {
		return outcomeDoc{}, err
	}
	now := register.PeriodOf(register.DateOf(t.Now))
	if do.From.Before(now.AddMonths(-channelBack)) || now.AddMonths(12).Before(do.From) {
		return outcomeDoc{}, casework.Refuse(casework.Invalid, "Kanalen kan ändras från %s och högst ett år framåt.", now.AddMonths(-channelBack).Words())
	}
	if _, err := t.Exec(ctx, `
		INSERT INTO channel (company_id, valid_from, channel, source, created_at, case_id, staff_id) VALUES ($1, $2, $3, 'clerk', $4, $5, $6)`,
		f.Company.ID, monthColumn(do.From), do.To, t.Now, f.ID, by.ID); err != nil {
		return outcomeDoc{}, fmt.Errorf("channel in case %d: %w", f.ID, err)
	}
	if do.To == register.ChannelPaper { // a month that is printed already: its list goes at once
		if err := t.Enqueue(ctx, casework.TendPrint{}, t.Now); err != nil {
			return outcomeDoc{}, err
		}
	}
	text := fmt.Sprintf("Kanalen är %s från %s.", do.To.Words(), do.From.Words())
	return b.answered(ctx, t, f, by, casework.EventChannel, text, letter.Confirmation{Template: "channel", From: do.From.Words(),
		Channel: do.To.Words(), Paper: do.To == register.ChannelPaper, Day: register.DateOf(t.Now).Words()})
}

// updateContact registers, changes or removes a contact person. The new address counts as
// known only where the change was asked for from an address that was known before (R18).
func (b *Book) updateContact(ctx context.Context, t *store.Tx, f *dossier, by casework.Actor, do casework.UpdateContact) (outcomeDoc, error) {
	if err := f.needCompany(ctx, t, by); err != nil {
		return outcomeDoc{}, err
	}
	known, err := knownAddresses(ctx, t, f.Company.ID) // before the change: the old address is told too
	if err != nil {
		return outcomeDoc{}, err
	}
	text, err := saveContact(ctx, t, f, do.Contact)
	if err != nil {
		return outcomeDoc{}, err
	}
	if err := addEvent(ctx, t, f.ID, by, casework.EventContact, text, nil); err != nil {
		return outcomeDoc{}, err
	}
	if err := b.confirmChange(ctx, t, f, letter.Confirmation{Template: "contact", Day: register.DateOf(t.Now).Words()}, known); err != nil {
		return outcomeDoc{}, err
	}
	more, err := f.settle(ctx, t, by)
	return said(text + more), err
}

// saveContact writes the contact rows and the addresses that follow from them.
func saveContact(ctx context.Context, t *store.Tx, f *dossier, c casework.Contact) (string, error) {
	fail := func(err error) (string, error) {
		return "", fmt.Errorf("contact in case %d: %w", f.ID, err)
	}
	email := strings.ToLower(c.Email)
	if c.ID != 0 {
		var old string
		err := t.QueryRow(ctx, `
			UPDATE contact_person SET ended_at = $3 WHERE id = $1 AND company_id = $2 AND ended_at IS NULL RETURNING email`,
			c.ID, f.Company.ID, t.Now).Scan(&old)
		if errors.Is(err, pgx.ErrNoRows) {
			return "", casework.Refuse(casework.Conflict, "Kontaktpersonen är redan ändrad. Läs om sidan.")
		}
		if err != nil {
			return fail(err)
		}
		if old != email || c.Ended {
			if _, err := t.Exec(ctx, "UPDATE company_address SET ended_at = $3 WHERE company_id = $1 AND address = $2 AND source = 'contact' AND ended_at IS NULL",
				f.Company.ID, old, t.Now); err != nil {
				return fail(err)
			}
		}
		if c.Ended {
			return "En kontaktperson är borttagen.", nil
		}
	}
	var id int64
	if err := t.QueryRow(ctx, `
		INSERT INTO contact_person (company_id, name, email, mobile, role, case_id, since) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
		f.Company.ID, strings.TrimSpace(c.Name), email, c.Mobile, c.Role, f.ID, t.Now).Scan(&id); err != nil {
		return fail(err)
	}
	if email != "" && f.SenderKnown {
		if _, err := t.Exec(ctx, `
			INSERT INTO company_address (company_id, address, source, known_since) VALUES ($1, $2, 'contact', $3)
			ON CONFLICT (company_id, address) DO UPDATE SET ended_at = NULL, known_since = excluded.known_since
			WHERE company_address.ended_at IS NOT NULL`, f.Company.ID, email, t.Now); err != nil {
			return fail(err)
		}
	}
	if c.ID == 0 {
		return "En kontaktperson är registrerad.", nil
	}
	if _, err := t.Exec(ctx, "UPDATE contact_person SET replaced_by = $2 WHERE id = $1", c.ID, id); err != nil {
		return fail(err)
	}
	return "En kontaktperson är ändrad.", nil
}

// reportNothing books that the company has nothing to report: a report of no rows (R22).
func (b *Book) reportNothing(ctx context.Context, t *store.Tx, reg *store.Snapshot, f *dossier, c casework.Command, do teamwork.ReportNothing) (outcomeDoc, error) {
	if f.Company == nil || f.Period.IsZero() {
		return outcomeDoc{}, casework.Refuse(casework.Invalid, "Ange företag och period först.")
	}
	if err := f.Allows(casework.Approve{}); err != nil { // as much as amounts would be
		return outcomeDoc{}, err
	}
	if err := f.openUp(ctx, t, c.By); err != nil {
		return outcomeDoc{}, err
	}
	if err := LockMonth(ctx, t, f.Company.ID, f.Period); err != nil {
		return outcomeDoc{}, err
	}
	d, err := b.layOut(ctx, t, reg, f, c.By)
	if err != nil {
		return outcomeDoc{}, err
	}
	if len(d.current.Versions) > 0 {
		return outcomeDoc{}, casework.Refuse(casework.Conflict, "%s har redan redovisat %s.", f.Company.Name, f.Period.Words())
	}
	if err := d.mayDecide(ctx, t, c.By); err != nil {
		return outcomeDoc{}, err
	}
	id, err := b.Post(ctx, t, d.current, Posting{CompanyID: f.Company.ID, Period: f.Period, Kind: ledger.New, Case: f.ID, Channel: d.channel(), By: c.By.ID,
		Screen: d.screen.Hash(), Key: c.Key, Original: d.original, Reader: "nothing", Import: reg.Import, Reason: do.Reason})
	if err != nil {
		return outcomeDoc{}, err
	}
	text := "Inget att redovisa för " + f.Period.Words() + ": " + do.Reason
	if err := addEvent(ctx, t, f.ID, c.By, casework.EventApproved, text, map[string]string{"report": fmt.Sprint(id), "screen": d.screen.Hash()}); err != nil {
		return outcomeDoc{}, err
	}
	if err := b.sendReceipt(ctx, t, d, ledger.New, ledger.Sum{}); err != nil {
		return outcomeDoc{}, err
	}
	more, err := f.settle(ctx, t, c.By)
	return outcomeDoc{Report: id, Said: "Inget att redovisa för " + f.Period.Words() + " är bokfört." + more}, err
}

// errandKinds are the kinds that an errand without a mail may have.
func errandKinds() []string {
	return []string{"fee_data", "paper_request", "credential_request", "contact_person", "question", "other"}
}

// OpenErrand opens a case without a mail (casework.Errands).
func (b *Book) OpenErrand(ctx context.Context, by casework.Actor, e casework.NewErrand) (casework.CaseID, error) {
	if err := validErrand(e); err != nil {
		return 0, err
	}
	var id casework.CaseID
	err := b.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		repeat, err := Before(ctx, t, e.Key, by, "errand", &id)
		if err != nil || repeat {
			return err
		}
		if !e.Period.IsZero() {
			if err := CheckPeriod(e.Period, register.DateOf(t.Now)); err != nil {
				return err
			}
		}
		company, ok := reg.CompanyByCustomerNumber(e.Customer)
		if !ok {
			return casework.Refuse(casework.Invalid, "Inget företag har det kundnumret.")
		}
		at, err := companyID(ctx, t, company.OrganisationNumber)
		if err != nil {
			return fmt.Errorf("errand: %w", err)
		}
		if e.Verified == casework.VerifiedListTotal {
			if err := knowsList(ctx, t, at, e); err != nil {
				return err
			}
		}
		if id, err = insertErrand(ctx, t, by, at, e); err != nil {
			return err
		}
		return Remember(ctx, t, e.Key, by, "errand", id)
	})
	return id, err
}

func validErrand(e casework.NewErrand) error {
	switch e.Origin {
	case casework.OriginTelephone, casework.OriginCounter, casework.OriginLetter, casework.OriginDepartment:
	default:
		return casework.Refuse(casework.Invalid, "Välj hur ärendet kom: telefon, besök, brev eller annan avdelning.")
	}
	switch e.Verified {
	case casework.VerifiedCallback, casework.VerifiedListTotal, casework.VerifiedNot:
	default:
		return casework.Refuse(casework.Invalid, "Välj hur den som hör av sig är verifierad.")
	}
	if len(e.Kinds) == 0 || slices.ContainsFunc(e.Kinds, func(k string) bool { return !slices.Contains(errandKinds(), k) }) {
		return casework.Refuse(casework.Invalid, "Välj vad ärendet gäller.")
	}
	if strings.TrimSpace(e.Caller) == "" || len(e.Caller) > 200 || len(e.Subject) > 200 {
		return casework.Refuse(casework.Invalid, "Skriv vem som hör av sig, och kort vad det gäller.")
	}
	if casework.HoldsPersonnummer(e.Caller) || casework.HoldsPersonnummer(e.Subject) {
		return casework.Refuse(casework.Invalid, "Texten innehåller ett personnummer. Ta bort det.")
	}
	if len(e.Key) < 16 || len(e.Key) > 64 {
		return casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	}
	return nil
}

// knowsList refuses a list number and total that the company's ledger does not hold together. It
// does not tell which of them is wrong.
func knowsList(ctx context.Context, t *store.Tx, company int64, e casework.NewErrand) error {
	number, _, err := casework.ParseListCode(e.List)
	if err != nil {
		return err
	}
	var knows bool
	err = t.QueryRow(ctx, `
		SELECT EXISTS (SELECT FROM fee_list l JOIN fee_report r ON r.company_id = l.company_id AND r.period = l.period
		               JOIN posting p ON p.report_id = r.id
		               WHERE l.number = $1 AND l.company_id = $2 GROUP BY l.id HAVING sum(p.member_fee + p.control_fee) = $3 AND $3 > 0)`,
		number.String(), company, e.Total).Scan(&knows)
	if err != nil {
		return fmt.Errorf("list of an errand: %w", err)
	}
	if !knows {
		return casework.Refuse(casework.Invalid, "Listnumret och summan hör inte ihop hos företaget. Den som hör av sig är inte verifierad.")
	}
	return nil
}

func insertErrand(ctx context.Context, t *store.Tx, by casework.Actor, company int64, e casework.NewErrand) (id casework.CaseID, err error) {
	heading, err := keepJSON(ctx, t, headingDoc{Subject: e.Subject, Sender: strings.TrimSpace(e.Caller)})
	if err != nil {
		return 0, err
	}
	mode, err := t.Mode(ctx)
	if err != nil {
		return 0, err
	}
	if err := t.QueryRow(ctx, `
		INSERT INTO case_file (origin, state, kinds, company_id, period, verified, heading_object, mode, opened_at, created_at, changed_at, holder_id, held_until)
		VALUES ($1, 'new', $2, $3, $4, $5, $6, $7, $8, $8, $8, $9, $10) RETURNING id`,
		e.Origin, e.Kinds, company, monthColumn(e.Period), e.Verified, object(heading), mode, t.Now, by.ID, t.Now.Add(casework.ClaimFor)).Scan(&id); err != nil {
		return 0, fmt.Errorf("open errand: %w", err)
	}
	text := fmt.Sprintf("Ärendet kom per %s. Den som hör av sig är %s.", e.Origin.Word(), e.Verified.Word())
	if err := addEvent(ctx, t, id, by, casework.EventArrived, text, map[string]string{"origin": string(e.Origin), "verified": string(e.Verified)}); err != nil {
		return 0, err
	}
	f, err := readCase(ctx, t, by, id, true)
	if err != nil {
		return 0, err
	}
	return id, f.openUp(ctx, t, by)
}

// toldBy is the source of rows that somebody told us, "" in a case that came with a mail or a
// list: "telefon, <namn>, <datum>".
func (f *dossier) toldBy(ctx context.Context, t *store.Tx) (string, error) {
	if f.Verified == "" {
		return "", nil
	}
	heading, err := fetchJSON[headingDoc](ctx, t, f.heading)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s, %s, %s", f.Origin.Word(), heading.Sender, register.DateOf(f.OpenedAt)), nil
}
