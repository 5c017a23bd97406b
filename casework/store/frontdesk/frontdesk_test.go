package frontdesk_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/frontdesk"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/internal/vault"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, register.Stockholm)

type world struct {
	*testing.T
	store *store.Store
	desk  *frontdesk.Desk
}

func newWorld(t *testing.T) world {
	t.Helper()
	keys, err := vault.LoadOrCreate(filepath.Join(t.TempDir(), "master.key"))
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return noon }
	s, err := store.Open(t.Context(), databases.URL(t), keys, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	mails, err := letter.NewMails(letter.DemoHouse())
	if err != nil {
		t.Fatal(err)
	}
	return world{t, s, frontdesk.New(s, casebook.New(s, keys, mails, clock))}
}

func (w world) exec(sql string, args ...any) {
	w.Helper()
	if _, err := w.store.Pool().Exec(w.Context(), sql, args...); err != nil {
		w.Fatal(err)
	}
}

func (w world) imports(channel string) {
	w.Helper()
	file := func(lines ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Join(lines, "\n") + "\n"), ModTime: noon.AddDate(0, 0, -1)}
	}
	files := fstest.MapFS{
		"agreements.csv": file("agreement,name,valid_from,member_fee_percent,control_fee_percent", "inst,Installationsavtalet,2024-04-01,1.90,0.50"),
		"companies.csv": file("organisation_number,name,care_of,street,postcode,city,email,agreement,channel,region,customer_number",
			"5598781333,Bolag AB,,Gatan 1,12345,Orten,lon@bolag.example,inst,"+channel+",Mitt,100001"),
		"members.csv": file("personnummer,first_name,last_name,organisation_number,employed_from,employed_to", "196412099811,Åsa,Öberg,5598781333,2020-01-01,"),
	}
	if _, err := w.store.ImportRegister(w.Context(), files, store.ImportOptions{}); err != nil {
		w.Fatal(err)
	}
}

func TestStatusTellsTheSlowestFolder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	st, err := w.desk.Status(t.Context())
	if err != nil || !st.LastFetch.IsZero() || !st.LastImport.IsZero() || st.Mode != "" {
		t.Errorf("an empty database: %+v, %v", st, err)
	}
	if err := w.store.EnsureMode(t.Context(), casework.ModeShadow); err != nil {
		t.Fatal(err)
	}
	w.imports("paper")
	w.exec("INSERT INTO mailbox (address) VALUES ('kontakten@sef.se')")
	for i, role := range []string{"inbox", "queue", "sent"} {
		w.exec("INSERT INTO mail_folder (mailbox_id, name, role, since, last_fetch_at) VALUES (1, $1, $1, '2026-01-01', $2)", role, noon.Add(-time.Duration(i)*time.Hour))
	}
	st, err = w.desk.Status(t.Context())
	if err != nil || st.Mode != casework.ModeShadow || !st.LastFetch.Equal(noon.Add(-time.Hour)) || !st.LastImport.Equal(noon) || st.FetchError != "" {
		t.Errorf("%+v, %v", st, err)
	}
	w.exec("UPDATE mail_folder SET last_error = 'inloggningen nekades', last_error_at = $1 WHERE role = 'queue'", noon)
	if st, err = w.desk.Status(t.Context()); err != nil || st.FetchError != "inloggningen nekades" {
		t.Errorf("%+v, %v", st, err)
	}
	w.exec("UPDATE mail_folder SET last_fetch_at = NULL WHERE role = 'inbox'")
	if st, err = w.desk.Status(t.Context()); err != nil || !st.LastFetch.IsZero() {
		t.Errorf("a folder that was never fetched: %+v, %v", st, err)
	}
}

func TestMailboxPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i, state := range []string{"new", "new", "rejected", "aside"} {
		w.exec("INSERT INTO message (sha256, size, received_at, fetched_at, state, reason) VALUES ($1, 10, $2, $2, $3, $4)",
			[]byte{byte(i)}, noon.Add(time.Duration(i)*time.Minute), state, "orsak "+state)
	}
	p, err := w.desk.MailboxPage(t.Context(), casework.Program())
	if err != nil || len(p.Unworked) != 2 || len(p.Rejected) != 1 || len(p.Aside) != 1 {
		t.Fatalf("%+v, %v", p, err)
	}
	if !p.Unworked[0].ReceivedAt.Before(p.Unworked[1].ReceivedAt) || p.Rejected[0].Reason != "orsak rejected" {
		t.Errorf("%+v", p)
	}
	if p.Counts.Seen != 4 || p.Counts.Unaccounted != 0 {
		t.Errorf("counts: %+v", p.Counts)
	}
}

func TestOutboxPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.imports("paper")
	w.exec("INSERT INTO vault_object (id, sealed) VALUES ('00000000-0000-0000-0000-000000000001', '')")
	for i := range 5 {
		state := []string{"queued", "sent"}[i%2]
		w.exec(`INSERT INTO outbox (company_id, template, automatic, recipient, subject, body_object, message_id, mode, state, not_before, created_at)
			VALUES (1, 'receipt', true, 'lon@bolag.example', $1, '00000000-0000-0000-0000-000000000001', $1, 'test', $2, $3, $3)`, fmt.Sprint("mejl ", i), state, noon)
	}
	first, err := w.desk.OutboxPage(t.Context(), casework.Program(), "", "", 2)
	if err != nil || len(first.Rows) != 2 || first.Rows[0].Subject != "mejl 4" || first.Next == "" || first.Counts[casework.OutboxQueued] != 3 || first.Rows[0].Company.CustomerNumber != 100001 {
		t.Fatalf("%+v, %v", first, err)
	}
	second, err := w.desk.OutboxPage(t.Context(), casework.Program(), "", first.Next, 2)
	if err != nil || second.Rows[0].Subject != "mejl 2" {
		t.Errorf("%+v, %v", second, err)
	}
	sent, err := w.desk.OutboxPage(t.Context(), casework.Program(), casework.OutboxSent, "", 50)
	if err != nil || len(sent.Rows) != 2 || sent.Next != "" {
		t.Errorf("%+v, %v", sent, err)
	}
	if _, err := w.desk.OutboxPage(t.Context(), casework.Program(), "", "skräp", 2); casework.KindOf(err) != casework.Invalid {
		t.Errorf("a broken address: %v", err)
	}
}

func TestRegisterDifferences(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.imports("paper")
	w.imports("web")
	p, err := w.desk.RegisterPage(t.Context(), casework.Program())
	if err != nil || len(p.Imports) != 2 || len(p.Differences) != 1 || p.Imports[1].Outcome != "applied" || len(p.Imports[1].Report) != 3 {
		t.Fatalf("%+v, %v", p, err)
	}
	d := p.Differences[0]
	if d.Field != "channel" || d.RegisterSays != "web" || d.Ours != "paper" || d.Company.CustomerNumber != 100001 {
		t.Errorf("%+v", d)
	}
	if err := w.desk.KeepOurs(t.Context(), casework.Program(), d.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.desk.KeepOurs(t.Context(), casework.Program(), d.ID); casework.KindOf(err) != casework.Conflict {
		t.Errorf("settled again: %v", err)
	}
	if p, err = w.desk.RegisterPage(t.Context(), casework.Program()); err != nil || len(p.Differences) != 0 {
		t.Errorf("%+v, %v", p, err)
	}
}
