package answerbook

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
)

// sentDoc is an outcome as the decision table keeps it.
type sentDoc struct {
	Said string `json:"said"`
	Left bool   `json:"left,omitempty"`
}

// Send sends an answer (answers.Book).
func (b *Book) Send(ctx context.Context, r answers.Reply) (answers.Outcome, error) {
	if len(r.Key) < 16 || len(r.Key) > 64 {
		return answers.Outcome{}, casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	}
	var done sentDoc
	repeat := false
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		co, err := b.cases.Correspond(ctx, t, reg, r.By, r.Case, true)
		if err != nil {
			return err
		}
		subject := fmt.Sprintf("answer in case %d", r.Case)
		if repeat, err = casebook.Before(ctx, t, r.Key, r.By, subject, &done); err != nil || repeat {
			return err
		}
		if err := casebook.AsSeen(ctx, t, r.Case, r.Seen); err != nil {
			return err
		}
		if done, err = b.send(ctx, t, reg, co, r); err != nil {
			return err
		}
		return casebook.Remember(ctx, t, r.Key, r.By, subject, done)
	})
	if err != nil {
		return answers.Outcome{}, fmt.Errorf("answer in case %d: %w", r.Case, err)
	}
	return answers.Outcome{Said: done.Said, Left: done.Left, Repeat: repeat}, nil
}

func (b *Book) send(ctx context.Context, t *store.Tx, reg *store.Snapshot, co casebook.Correspondence, r answers.Reply) (sentDoc, error) {
	live := co.Case.State.Live()
	if !live && (co.Case.State != casework.CaseDecided || r.Ends == answers.EndsReject || r.Ends == answers.EndsWait) {
		return sentDoc{}, casework.Refuse(casework.Conflict, "Ärendet är %s. Öppna det igen först.", co.Case.State.Word())
	}
	var sent posted
	var err error
	if !r.Nothing {
		if sent, err = b.post(ctx, t, reg, co, r); err != nil {
			return sentDoc{}, err
		}
	}
	done := sentDoc{Said: sent.said}
	if live {
		more, err := b.end(ctx, t, reg, r)
		if err != nil {
			return done, err
		}
		done.Said = strings.TrimSpace(done.Said + " " + more)
	}
	for _, tag := range r.Tags {
		if err := putTag(ctx, t, r.By, r.Case, tag); err != nil {
			return done, err
		}
	}
	after, err := casebook.Locked(ctx, t, r.By, r.Case)
	if err != nil {
		return done, err
	}
	done.Left = after.State == casework.CaseDecided || after.State == casework.CaseWaiting
	if r.Nothing {
		return done, nil
	}
	if err := dropDraft(ctx, t, r.Case); err != nil {
		return done, err
	}
	return done, b.keepAnswer(ctx, t, r, sent, after.State != co.Case.State && done.Left)
}

// posted is what went out.
type posted struct {
	outbox, confirmation int64
	said                 string
}

// The subjects of answers: never words of the clerk or the company.
const (
	subjectAnswer = "svar på ert ärende"
	subjectAsk    = "vi behöver svar från er"
)

func subjectOf(asks bool) string {
	if asks {
		return subjectAsk
	}
	return subjectAnswer
}

// post puts the answer into the outbox or the queue of letters.
func (b *Book) post(ctx context.Context, t *store.Tx, reg *store.Snapshot, co casebook.Correspondence, r answers.Reply) (posted, error) {
	all, err := recipients(ctx, t, co)
	if err != nil {
		return posted{}, err
	}
	i := slices.IndexFunc(all, func(to answers.Recipient) bool { return to.Key() == r.To })
	if i < 0 {
		return posted{}, casework.Refuse(casework.Invalid, "Välj vart svaret ska gå. Adressen på sidan gäller inte längre.")
	}
	to := all[i]
	g, err := guarded(ctx, t, reg, co)
	if err != nil {
		return posted{}, err
	}
	if err := answers.Check(r.Text, to, g); err != nil {
		return posted{}, err
	}
	sent, what := posted{}, "Svar"
	if r.Asks {
		what = "Fråga"
	}
	if to.Way == answers.WayLetter {
		sent.confirmation, err = b.byLetter(ctx, t, co.Case, r)
		what += " med brev till den registrerade adressen."
		sent.said = "Brevet ligger i brevkön."
	} else {
		sent.outbox, err = b.byMail(ctx, t, co, to, r)
		what += " skickas till " + to.Address + "."
		sent.said = "Svaret skickas nu."
		if b.cases.Delay() > 0 {
			sent.said = "Svaret skickas " + clock(t.Now.Add(b.cases.Delay())) + "."
		}
	}
	if err != nil {
		return sent, err
	}
	return sent, casebook.AddEvent(ctx, t, r.Case, r.By, casework.EventReplied, what+versions(r.Used),
		map[string]string{"templates": strings.Join(r.Used, ","), "way": string(to.Way), "outbox": fmt.Sprint(sent.outbox)})
}

// versions says which versions of which texts were used.
func versions(used []string) string {
	if len(used) == 0 {
		return ""
	}
	return " Mallar: " + strings.Join(used, ", ") + "."
}

func (b *Book) byMail(ctx context.Context, t *store.Tx, co casebook.Correspondence, to answers.Recipient, r answers.Reply) (int64, error) {
	text, err := b.mails.Answer(r.Case.String(), subjectOf(r.Asks), r.Text)
	if err != nil {
		return 0, err
	}
	var company int64
	if to.Confirmed {
		company = co.Case.Company.ID
	}
	var threads casework.Threads
	if to.Sender {
		threads = co.Header
	}
	outbox, err := b.cases.Send(ctx, t, r.Case, company, to.Address, text, threads)
	if err != nil || company == 0 || !letter.AnswerFits(r.Text) {
		return outbox, err
	}
	return outbox, casebook.KeepFacts(ctx, t, r.Case, company, paperOf(r), outbox)
}

// paperOf is an answer as a letter.
func paperOf(r answers.Reply) letter.Answer {
	subject := subjectOf(r.Asks)
	return letter.Answer{Heading: strings.ToUpper(subject[:1]) + subject[1:], Text: strings.TrimSpace(r.Text)}
}

func (b *Book) byLetter(ctx context.Context, t *store.Tx, c casework.Case, r answers.Reply) (id int64, err error) {
	err = t.QueryRow(ctx, `
		INSERT INTO confirmation (company_id, case_id, template, facts, way, state, created_at)
		VALUES ($1, $2, 'answer', $3, 'letter', 'waiting', $4) RETURNING id`,
		c.Company.ID, c.ID, paperOf(r), t.Now).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("answer as a letter: %w", err)
	}
	return id, nil
}

// end moves the case on.
func (b *Book) end(ctx context.Context, t *store.Tx, reg *store.Snapshot, r answers.Reply) (string, error) {
	var do casework.Decision
	switch r.Ends {
	case answers.EndsSettle:
		left, err := casebook.Settle(ctx, t, r.By, r.Case)
		if left == "" {
			left = "Ärendet är klart."
		}
		return strings.TrimSpace(left), err
	case answers.EndsWait:
		do = casework.SetWaiting{Reason: r.Reason, Until: r.Until}
	case answers.EndsReject:
		do = casework.Reject{Reason: r.Reason}
	default:
		return "", nil
	}
	return b.cases.Carry(ctx, t, reg, casework.Command{Case: r.Case, By: r.By, Do: do})
}

func (b *Book) keepAnswer(ctx context.Context, t *store.Tx, r answers.Reply, sent posted, moved bool) error {
	sealed, err := b.seal(answerPurpose, r.Text, r.Used)
	if err != nil {
		return err
	}
	used := r.Used
	if used == nil {
		used = []string{}
	}
	_, err = t.Exec(ctx, `
		INSERT INTO answer (case_id, staff_id, outbox_id, confirmation_id, recipient, templates, text_sealed, moved, at)
		VALUES ($1, $2, nullif($3::bigint, 0), nullif($4::bigint, 0), $5, $6, $7, $8, $9)`,
		r.Case, r.By.ID, sent.outbox, sent.confirmation, r.To, used, sealed, moved, t.Now)
	return err
}

// Preview writes an answer as it would go (answers.Book).
func (b *Book) Preview(id casework.CaseID, r answers.Recipient, asks bool, text string) (subject, body string, err error) {
	if r.Way == answers.WayLetter {
		paper := paperOf(answers.Reply{Asks: asks, Text: text})
		return paper.Heading, paper.Text, nil
	}
	mail, err := b.mails.Answer(id.String(), subjectOf(asks), text)
	return mail.Subject, mail.Body, err
}
