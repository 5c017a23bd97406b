package answerbook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/internal/register"
)

// What a sealed text is for: it opens nowhere else.
const (
	draftPurpose  = "draft_reply"
	answerPurpose = "answer"
)

// draft reads the draft of a case; the zero Draft where there is none.
func (b *Book) draft(ctx context.Context, t *store.Tx, id casework.CaseID) (answers.Draft, error) {
	var d answers.Draft
	var sealed []byte
	err := t.QueryRow(ctx, `
		SELECT d.revision, d.recipient, d.text_sealed, d.saved_at, s.id, s.name FROM draft_reply d JOIN staff s ON s.id = d.staff_id WHERE d.case_id = $1`, id).
		Scan(&d.Revision, &d.To, &sealed, &d.SavedAt, &d.By.ID, &d.By.Name)
	if errors.Is(err, pgx.ErrNoRows) {
		return answers.Draft{}, nil
	}
	if err != nil {
		return d, fmt.Errorf("draft: %w", err)
	}
	text, err := b.open(draftPurpose, sealed)
	d.Text, d.Used = text.Text, text.Used
	return d, err
}

// textDoc is a text as it is sealed, with the versions that it was made of.
type textDoc struct {
	Text string   `json:"text"`
	Used []string `json:"used,omitempty"`
}

func (b *Book) seal(purpose, text string, used []string) ([]byte, error) {
	plain, err := json.Marshal(textDoc{text, used})
	if err != nil {
		return nil, fmt.Errorf("seal %s: %w", purpose, err)
	}
	return b.vault.SealValue(purpose, plain)
}

func (b *Book) open(purpose string, sealed []byte) (textDoc, error) {
	var doc textDoc
	plain, err := b.vault.OpenValue(purpose, sealed)
	if err != nil {
		return doc, err
	}
	if err := json.Unmarshal(plain, &doc); err != nil {
		return doc, fmt.Errorf("open %s: %w", purpose, err)
	}
	return doc, nil
}

// mostDraft is how much of a draft is kept, in bytes.
const mostDraft = 20_000

// SaveDraft keeps what is written (answers.Book).
func (b *Book) SaveDraft(ctx context.Context, by casework.Actor, id casework.CaseID, d answers.Draft) (answers.Saved, error) {
	if len(d.Text) > mostDraft || len(d.To) > 320 {
		return answers.Saved{}, casework.Refuse(casework.Invalid, "Texten är för lång för att sparas.")
	}
	var saved answers.Saved
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		saved = answers.Saved{At: t.Now}
		c, err := casebook.Locked(ctx, t, by, id)
		if err != nil {
			return err
		}
		if !c.State.Live() && c.State != casework.CaseDecided {
			return casework.Refuse(casework.Conflict, "Ärendet är %s. Utkastet sparas inte.", c.State.Word())
		}
		kept, err := b.draft(ctx, t, id)
		if err != nil {
			return err
		}
		switch {
		case kept.Revision == 0 && d.Revision > 0:
			return casework.Refuse(casework.Conflict, "Utkastet är skickat eller borttaget. Läs om sidan.")
		case kept.Revision != d.Revision && kept.By.ID != by.ID:
			return casework.Refuse(casework.Conflict, "%s skrev i svaret %s. Kopiera det du har skrivit och läs om sidan.",
				kept.By.Name, kept.SavedAt.In(register.Stockholm).Format("15.04"))
		}
		if strings.TrimSpace(d.Text) == "" {
			return dropDraft(ctx, t, id)
		}
		saved.Revision = kept.Revision + 1
		return b.keepDraft(ctx, t, by, id, d, saved.Revision)
	})
	if err != nil {
		return answers.Saved{}, fmt.Errorf("draft in case %d: %w", id, err)
	}
	return saved, nil
}

func (b *Book) keepDraft(ctx context.Context, t *store.Tx, by casework.Actor, id casework.CaseID, d answers.Draft, revision int) error {
	sealed, err := b.seal(draftPurpose, d.Text, d.Used)
	if err != nil {
		return err
	}
	_, err = t.Exec(ctx, `
		INSERT INTO draft_reply (case_id, staff_id, revision, recipient, text_sealed, saved_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (case_id) DO UPDATE SET staff_id = $2, revision = $3, recipient = $4, text_sealed = $5, saved_at = $6`,
		id, by.ID, revision, d.To, sealed, t.Now)
	return err
}

func dropDraft(ctx context.Context, t *store.Tx, id casework.CaseID) error {
	_, err := t.Exec(ctx, "DELETE FROM draft_reply WHERE case_id = $1", id)
	return err
}

// tags are the tags of a case, in order.
func tags(ctx context.Context, t *store.Tx, id casework.CaseID) ([]string, error) {
	rows, err := t.Query(ctx, "SELECT tag FROM case_tag WHERE case_id = $1 ORDER BY tag", id)
	if err != nil {
		return nil, fmt.Errorf("tags: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// putTag puts a tag on a case and says so once.
func putTag(ctx context.Context, t *store.Tx, by casework.Actor, id casework.CaseID, tag string) error {
	done, err := t.Exec(ctx, "INSERT INTO case_tag (case_id, tag, staff_id, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", id, tag, by.ID, t.Now)
	if err != nil || done.RowsAffected() == 0 {
		return err
	}
	return casebook.AddEvent(ctx, t, id, by, casework.EventTagged, "Etikett: "+tag+".", map[string]string{"tag": tag})
}

// Tag puts a tag on a case or takes it off (answers.Book).
func (b *Book) Tag(ctx context.Context, by casework.Actor, id casework.CaseID, tag string, on bool) error {
	tag, err := answers.ParseTag(tag)
	if err != nil {
		return err
	}
	err = b.store.InTx(ctx, func(t *store.Tx) error {
		if _, err := casebook.Locked(ctx, t, by, id); err != nil {
			return err
		}
		if on {
			return putTag(ctx, t, by, id, tag)
		}
		done, err := t.Exec(ctx, "DELETE FROM case_tag WHERE case_id = $1 AND tag = $2", id, tag)
		if err != nil || done.RowsAffected() == 0 {
			return err
		}
		return casebook.AddEvent(ctx, t, id, by, casework.EventTagged, "Etiketten "+tag+" är borttagen.", map[string]string{"tag": tag, "off": "1"})
	})
	if err != nil {
		return fmt.Errorf("tag of case %d: %w", id, err)
	}
	return nil
}

// clock is a moment as a sentence says it.
func clock(at time.Time) string { return at.In(register.Stockholm).Format("15.04") }
