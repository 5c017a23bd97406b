package casebook

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/vault"
)

// answered is the case that a mail answers.
type answered struct {
	id     casework.CaseID // 0 where it answers none
	state  casework.CaseState
	auto   bool // an automatic reply
	thanks bool // it says nothing but thanks
}

// quiet tells whether the mail belongs to its case and wakes nobody: it changes neither state
// nor clock.
func (c answered) quiet() bool { return c.id != 0 && (c.auto || c.thanks) }

// loud is the case in which a reply that somebody must see belongs: a live one.
func (c answered) loud() casework.CaseID {
	if c.state.Live() {
		return c.id
	}
	return 0
}

// answeredCase finds the case whose mail this one answers: one of our Message-IDs (they carry an
// HMAC, so they cannot be guessed), from whom we wrote to, about the same company. A merged case
// forwards to the one that it was merged into.
func (a arrival) answeredCase(ctx context.Context, t *store.Tx) (answered, error) {
	c := answered{auto: slices.Equal(a.Kinds, []string{"auto_reply"})}
	c.thanks = len(a.Draft.Rows) == 0 && len(a.Mail.Files) == 0 && casework.IsThanks(a.Mail.Text)
	ids := append(slices.Clone(a.Header.References), a.Header.InReplyTo)
	err := t.QueryRow(ctx, `
		WITH RECURSIVE chain AS (
			(SELECT c.id, c.state, c.merged_into, 0 AS step FROM outbox x JOIN case_file c ON c.id = x.case_id
			 WHERE x.message_id = ANY($1) AND x.recipient = $2 AND (c.company_id IS NOT DISTINCT FROM nullif($3::bigint, 0) OR $3 = 0)
			 ORDER BY c.state IN ('new', 'open', 'waiting', 'aside') DESC, x.id DESC LIMIT 1)
			UNION ALL SELECT n.id, n.state, n.merged_into, step + 1 FROM chain JOIN case_file n ON n.id = chain.merged_into WHERE step < 10)
		SELECT id, state FROM chain ORDER BY step DESC LIMIT 1`, ids, a.Sender, a.company).Scan(&c.id, &c.state)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return c, err
	}
	return c, nil
}

// attachQuietly adds an automatic reply or a word of thanks to its case. A restricted number in
// it restricts the case as ever.
func (a arrival) attachQuietly(ctx context.Context, t *store.Tx, c answered) error {
	if _, err := a.keep(ctx, t); err != nil {
		return err
	}
	if err := a.join(ctx, t, c.id, "reply"); err != nil {
		return err
	}
	restricted, err := protects(ctx, t, a.Reading)
	if err != nil {
		return err
	}
	if _, err := t.Exec(ctx, "UPDATE case_file SET restricted = restricted OR $2 WHERE id = $1", c.id, restricted); err != nil {
		return err
	}
	text := "Ett tack kom in. Ärendet står som det stod."
	if c.auto {
		text = "Ett autosvar kom in. Ärendet står som det stod."
	}
	if err := addEvent(ctx, t, c.id, casework.Program(), casework.EventArrived, text, map[string]string{"message": fmt.Sprint(a.MessageID)}); err != nil {
		return err
	}
	return t.Enqueue(ctx, casework.MoveMessage{MessageID: a.MessageID, To: casework.FolderCases}, t.Now)
}

// ourMessageID finds the Message-IDs that we gave (newMessageID, printroom's reminders) in a
// bounce, which quotes the mail that it answers.
var ourMessageID = regexp.MustCompile(`(K-[0-9]+|p)\.[0-9a-f]{24}@kontakten\.sef\.se`)

var (
	// hardBounce is an enhanced status code of a failure for good (RFC 3463).
	hardBounce = regexp.MustCompile(`\b5\.[0-9]{1,3}\.[0-9]{1,3}\b`)
	// stillTrying says that the other server goes on trying (RFC 3464): nothing is lost yet.
	stillTrying = regexp.MustCompile(`(?im)^Action:\s*delayed\b`)
)

// softLimit is after how many bounces that may pass an address counts as one that bounces.
const softLimit = 3

// lostMail is a mail of ours that came back.
type lostMail struct {
	outbox, company int64
	id              casework.CaseID // 0 for a reminder
	address         string
	template        string
}

// bounce attaches a bounce to the case of the mail of ours that it answers, marks the address
// (hard at once, soft after softLimit) and sends what was lost the next way (R34). What it gives
// is zero where the message is no bounce of ours.
func (b *Book) bounce(ctx context.Context, t *store.Tx, a arrival) (casework.IntakeResult, error) {
	if !slices.Contains(a.Kinds, "delivery_failure") {
		return casework.IntakeResult{}, nil
	}
	raw, err := rawMessage(ctx, t, a.MessageID)
	if err != nil {
		return casework.IntakeResult{}, err
	}
	var lost lostMail
	err = t.QueryRow(ctx, `
		SELECT x.id, coalesce(x.company_id, 0), coalesce(x.case_id, 0), x.recipient, x.template FROM outbox x WHERE x.message_id = ANY($1) ORDER BY x.id DESC LIMIT 1`,
		ourMessageID.FindAllString(string(raw), -1)).Scan(&lost.outbox, &lost.company, &lost.id, &lost.address, &lost.template)
	if errors.Is(err, pgx.ErrNoRows) {
		return casework.IntakeResult{}, nil
	}
	if err != nil {
		return casework.IntakeResult{}, err
	}
	text := "Vårt mejl har inte kommit fram än. Mottagarens server försöker igen."
	if !stillTrying.Match(raw) {
		if err := lost.mark(ctx, t, hardBounce.Match(raw)); err != nil {
			return casework.IntakeResult{}, err
		}
		if text, err = b.nextWay(ctx, t, lost); err != nil {
			return casework.IntakeResult{}, err
		}
	}
	if lost.id == 0 { // a reminder: printroom sends it another way
		reason := "Studs på en påminnelse. Den räknas inte som skickad."
		return casework.IntakeResult{Rejected: reason}, a.reject(ctx, t, reason)
	}
	return casework.IntakeResult{Case: lost.id, Move: true}, a.attachBounce(ctx, t, lost.id, text)
}

// mark says that the mail came back and that its address bounces.
func (l lostMail) mark(ctx context.Context, t *store.Tx, hard bool) error {
	if _, err := t.Exec(ctx, "UPDATE outbox SET bounced_at = $2, last_answer = 'kom tillbaka' WHERE id = $1", l.outbox, t.Now); err != nil {
		return fmt.Errorf("bounce of mail %d: %w", l.outbox, err)
	}
	_, err := t.Exec(ctx, `
		UPDATE company_address SET soft_bounces = soft_bounces + 1,
		       bounces_since = CASE WHEN $2 OR soft_bounces + 1 >= $3 THEN coalesce(bounces_since, $4) ELSE bounces_since END
		WHERE address = $1 AND ended_at IS NULL`, l.address, hard, softLimit, t.Now)
	if err != nil {
		return fmt.Errorf("bounce of mail %d: %w", l.outbox, err)
	}
	return nil
}

// nextWay sends what came back once more: to another address that was known for the company
// before it went, else by letter to the registered one. It says what it did; "" where a person
// must find a way.
func (b *Book) nextWay(ctx context.Context, t *store.Tx, lost lostMail) (string, error) {
	if lost.company == 0 || lost.id == 0 || lost.template == "acknowledgement" {
		return "", nil
	}
	known, err := knownAddresses(ctx, t, lost.company)
	if err != nil {
		return "", err
	}
	known = slices.DeleteFunc(known, func(k letter.KnownAddress) bool { return !k.Ended.IsZero() })
	var created time.Time
	var tried []string // who has had the same text, also by another mail of the same step
	if err := t.QueryRow(ctx, `
		SELECT o.created_at, array(SELECT x.recipient FROM outbox x WHERE x.case_id = o.case_id AND x.subject = o.subject AND x.template = o.template AND x.created_at >= o.created_at
		       AND (x.created_at = o.created_at OR x.instead_of IS NOT NULL))
		FROM outbox o WHERE o.id = coalesce((SELECT instead_of FROM outbox WHERE id = $1), $1)`, lost.outbox).Scan(&created, &tried); err != nil {
		return "", fmt.Errorf("next way of mail %d: %w", lost.outbox, err)
	}
	for _, address := range letter.Registered(known, created) {
		if slices.Contains(tried, address) {
			if address != lost.address {
				return "Vårt mejl till " + lost.address + " kom tillbaka. Företagets andra adress har fått det.", nil
			}
			continue
		}
		return "Vårt mejl till " + lost.address + " kom tillbaka. Det skickas igen till en annan känd adress.", b.sendAgain(ctx, t, lost, address)
	}
	return byLetter(ctx, t, lost)
}

// sendAgain sends the same text to another address.
func (b *Book) sendAgain(ctx context.Context, t *store.Tx, lost lostMail, to string) error {
	var body [16]byte
	var text letter.Text
	var automatic bool
	if err := t.QueryRow(ctx, "SELECT body_object, subject, template, automatic FROM outbox WHERE id = $1", lost.outbox).Scan(&body, &text.Subject, &text.Template, &automatic); err != nil {
		return fmt.Errorf("mail %d: %w", lost.outbox, err)
	}
	plain, err := t.Fetch(ctx, vault.ID(body))
	if err != nil {
		return fmt.Errorf("mail %d: %w", lost.outbox, err)
	}
	text.Body, text.ByHand = string(plain), !automatic
	again, err := b.Send(ctx, t, lost.id, lost.company, to, text, casework.Threads{})
	if err != nil {
		return err
	}
	if _, err := t.Exec(ctx, "UPDATE outbox SET instead_of = coalesce((SELECT instead_of FROM outbox WHERE id = $1), $1) WHERE id = $2", lost.outbox, again); err != nil {
		return fmt.Errorf("mail %d again: %w", lost.outbox, err)
	}
	return nil
}

// byLetter has a letter printed of what a mail told.
func byLetter(ctx context.Context, t *store.Tx, lost lostMail) (string, error) {
	done, err := t.Exec(ctx, `
		INSERT INTO confirmation (company_id, case_id, template, facts, way, state, created_at)
		SELECT k.company_id, k.case_id, k.template, k.facts, 'letter', 'waiting', $2 FROM confirmation k
		WHERE k.outbox_id = coalesce((SELECT instead_of FROM outbox WHERE id = $1), $1) AND k.template IN ('answer', 'channel', 'contact') LIMIT 1`, lost.outbox, t.Now)
	if err != nil {
		return "", fmt.Errorf("letter for mail %d: %w", lost.outbox, err)
	}
	if done.RowsAffected() == 0 {
		return "", nil
	}
	return "Vårt mejl till " + lost.address + " kom tillbaka, och ingen annan adress är känd. Det skickas med brev.", nil
}

func rawMessage(ctx context.Context, t *store.Tx, id int64) ([]byte, error) {
	var raw *[16]byte
	if err := t.QueryRow(ctx, "SELECT raw_object FROM message WHERE id = $1", id).Scan(&raw); err != nil || raw == nil {
		return nil, err
	}
	return t.Fetch(ctx, vault.ID(*raw))
}

// attachBounce puts the bounce into its case with what was done about it; where nothing was, the
// case opens, for a person to find the way.
func (a arrival) attachBounce(ctx context.Context, t *store.Tx, id casework.CaseID, did string) error {
	if _, err := a.keep(ctx, t); err != nil {
		return err
	}
	if err := a.join(ctx, t, id, "reply"); err != nil {
		return err
	}
	text := did
	if did == "" {
		text = "Vårt mejl kom tillbaka. Nå företaget på en annan känd adress eller med brev."
	}
	if err := addEvent(ctx, t, id, casework.Program(), casework.EventBounced, text, map[string]string{"message": fmt.Sprint(a.MessageID)}); err != nil {
		return err
	}
	f, err := readCase(ctx, t, casework.Program(), id, true)
	if err != nil {
		return err
	}
	if did == "" && f.State.CanMove(casework.CaseOpen) == nil && f.State != casework.CaseNew {
		if err := f.move(ctx, t, casework.Program(), casework.CaseOpen, "Öppnat: vårt mejl kom tillbaka."); err != nil {
			return err
		}
	}
	return t.Enqueue(ctx, casework.MoveMessage{MessageID: a.MessageID, To: casework.FolderCases}, t.Now)
}

// merge makes the case a tombstone of another: its mails go there, and later replies follow.
func (f *dossier) merge(ctx context.Context, t *store.Tx, by casework.Actor, do casework.Merge) (outcomeDoc, error) {
	if do.Into == f.ID {
		return outcomeDoc{}, casework.Refuse(casework.Invalid, "Ett ärende kan inte slås ihop med sig självt.")
	}
	into, err := readCase(ctx, t, by, do.Into, true)
	if err != nil {
		return outcomeDoc{}, err
	}
	switch {
	case !into.State.Live():
		return outcomeDoc{}, casework.Refuse(casework.Conflict, "Ärende %s är %s. Öppna det igen först.", into.ID, into.State.Word())
	case f.Company != nil && into.Company != nil && f.Company.ID != into.Company.ID:
		return outcomeDoc{}, casework.Refuse(casework.Invalid, "Ärendena gäller olika företag och kan inte slås ihop.")
	case f.list != 0:
		return outcomeDoc{}, casework.Refuse(casework.Conflict, "Ärendet gäller en registrerad lista. Slå ihop åt andra hållet.")
	}
	if err := f.State.CanMove(casework.CaseMerged); err != nil {
		return outcomeDoc{}, err
	}
	if err := f.keepAsItWas(ctx, t, by, into.ID); err != nil {
		return outcomeDoc{}, err
	}
	if _, err := t.Exec(ctx, `
		UPDATE case_file SET state = 'merged', merged_into = $2, waiting_reason = '', waiting_until = NULL, holder_id = NULL, held_until = NULL,
		       changed_at = $3, revision = revision + 1 WHERE id = $1`, f.ID, into.ID, t.Now); err != nil {
		return outcomeDoc{}, fmt.Errorf("merge case %d: %w", f.ID, err)
	}
	if _, err := t.Exec(ctx, "UPDATE case_message SET case_id = $2, role = 'reply' WHERE case_id = $1", f.ID, into.ID); err != nil {
		return outcomeDoc{}, fmt.Errorf("merge case %d: %w", f.ID, err)
	}
	if _, err := t.Exec(ctx, "UPDATE case_file SET restricted = restricted OR $2, changed_at = $3, revision = revision + 1 WHERE id = $1", into.ID, f.Restricted, t.Now); err != nil {
		return outcomeDoc{}, fmt.Errorf("merge case %d: %w", f.ID, err)
	}
	if err := addEvent(ctx, t, f.ID, by, casework.EventMerged, "Hopslaget med "+into.ID.String()+".", map[string]string{"into": into.ID.String()}); err != nil {
		return outcomeDoc{}, err
	}
	return said("Ärendet är hopslaget med " + into.ID.String() + "."),
		addEvent(ctx, t, into.ID, by, casework.EventMerged, "Ärende "+f.ID.String()+" är hopslaget med det här.", map[string]string{"from": f.ID.String()})
}

// keepAsItWas keeps what a merge changes, so that it can be undone (casework/store/teambook).
func (f *dossier) keepAsItWas(ctx context.Context, t *store.Tx, by casework.Actor, into casework.CaseID) error {
	_, err := t.Exec(ctx, `
		WITH kept AS (
			INSERT INTO case_merge (from_id, into_id, staff_id, at, after_event, state, waiting_reason, waiting_until, due_on, replied_at,
			       holder_id, held_until, into_restricted)
			SELECT c.id, i.id, $3, $4, coalesce((SELECT max(e.id) FROM case_event e WHERE e.case_id = i.id), 0), c.state, c.waiting_reason, c.waiting_until,
			       c.due_on, c.replied_at, c.holder_id, c.held_until, i.restricted
			FROM case_file c, case_file i WHERE c.id = $1 AND i.id = $2 RETURNING id)
		INSERT INTO case_merge_message (merge_id, message_id, role) SELECT k.id, m.message_id, m.role FROM kept k, case_message m WHERE m.case_id = $1`,
		f.ID, into, by.ID, t.Now)
	if err != nil {
		return fmt.Errorf("keep case %d as it was: %w", f.ID, err)
	}
	return nil
}

// handOver gives the case to another clerk until the end of their next working day at most.
func (f *dossier) handOver(ctx context.Context, t *store.Tx, by casework.Actor, do casework.PassOn) (outcomeDoc, error) {
	if err := f.openUp(ctx, t, by); err != nil {
		return outcomeDoc{}, err
	}
	var id int64
	var name string
	err := t.QueryRow(ctx, "SELECT id, name FROM staff WHERE lower(login) = lower($1) AND NOT disabled AND enrolled AND (see_protected OR NOT $2)", do.To, f.Restricted).Scan(&id, &name)
	if errors.Is(err, pgx.ErrNoRows) {
		return outcomeDoc{}, casework.Refuse(casework.Invalid, "Ingen som kan ta ärendet har den inloggningen.")
	}
	if err != nil {
		return outcomeDoc{}, fmt.Errorf("hand case %d over: %w", f.ID, err)
	}
	if _, err := t.Exec(ctx, "UPDATE case_file SET holder_id = $2, held_until = $3, revision = revision + 1 WHERE id = $1", f.ID, id, t.Now.Add(casework.PassedOnFor)); err != nil {
		return outcomeDoc{}, fmt.Errorf("hand case %d over: %w", f.ID, err)
	}
	text := "Lämnat till " + name + ". " + do.Words
	return said("Ärendet är lämnat till " + name + "."), addEvent(ctx, t, f.ID, by, casework.EventTaken, text, map[string]string{"to": fmt.Sprint(id)})
}
