package main

import (
	"crypto/rand"
	"errors"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/cmd/kontakten/app"
	"sef.se/kontakten/internal/register"
)

// TestTheWholeRoad walks both roads in the demo: a mail with fee data is approved and answered, and a printed list's
// code is read from the PDF by another program, keyed and booked.
func TestTheWholeRoad(t *testing.T) {
	t.Parallel()
	dir := demoFolder(t)
	w, _ := startWorld(t, dir, false)
	a, _ := startDemo(t, w)
	if _, err := demoLogin(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	person, err := a.Identity.ByLogin(t.Context(), "arbetsledare")
	if err != nil {
		t.Fatal(err)
	}
	by := casework.Actor{ID: person.ID, Name: person.Name, Role: casework.Role(person.Role)}
	awaitReading(t, a)

	t.Run("mail", func(t *testing.T) { mailRoad(t, a, by, filepath.Join(dir, demoSent)) })
	t.Run("list", func(t *testing.T) { listRoad(t, a, by) })
}

func mailRoad(t *testing.T, a *app.App, by casework.Actor, sent string) {
	ctx := t.Context()
	page, err := a.Books.Queue.Queue(ctx, by, casework.QueueFilter{Kind: "fee_data", Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range page.Rows {
		if len(row.Flags) > 0 || len(row.Kinds) > 1 {
			continue
		}
		c, err := a.Books.Cases.OpenCase(ctx, by, row.ID, casework.Opening{What: "case"})
		if err != nil {
			t.Fatal(err)
		}
		if c.Proposal == nil || len(c.Rows) == 0 {
			continue
		}
		out, err := a.Books.Cases.Decide(ctx, casework.Command{Case: row.ID, By: by, Key: rand.Text(), Do: casework.Approve{
			Screen: c.Screen, As: c.Proposal.Kind, Accept: codes(c.Findings),
		}})
		if err != nil {
			t.Fatalf("approve %s: %v", c.Case.ID.String(), err)
		}
		if out.Report == 0 {
			t.Fatalf("%s: nothing was booked: %s", c.Case.ID.String(), out.Said)
		}
		awaitReceipt(t, sent, c)
		return
	}
	t.Fatal("no case could be approved")
}

var personnummer = regexp.MustCompile(`\b\d{6,8}[-+]?\d{4}\b`)

// awaitReceipt waits until the receipt of a case has left, and looks at it as its reader does.
func awaitReceipt(t *testing.T, sent string, c casework.CasePage) {
	t.Helper()
	var receipt string
	eventually(t, "the receipt leaves", func() bool {
		files, err := filepath.Glob(filepath.Join(sent, "*.eml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(raw), c.Case.ID.String()) && strings.Contains(string(raw), c.Case.Period.Words()) {
				receipt = string(raw)
			}
		}
		return receipt != ""
	})
	m, err := mail.ReadMessage(strings.NewReader(receipt))
	if err != nil {
		t.Fatal(err)
	}
	from, err := mail.ParseAddress(c.Mail.From)
	if err != nil {
		t.Fatal(err)
	}
	if to := m.Header.Get("To"); !strings.Contains(to, from.Address) {
		t.Errorf("receipt to %q, the mail came from %s", to, from.Address)
	}
	if m.Header.Get("In-Reply-To") == "" || m.Header.Get("Message-Id") == "" {
		t.Errorf("not threaded: %v", m.Header)
	}
	_, body, _ := strings.Cut(receipt, "\r\n\r\n")
	if found := personnummer.FindString(body); found != "" {
		t.Errorf("a personnummer in a receipt")
	}
}

// codes are what a clerk who has seen the findings accepts.
func codes(findings []avgiftslista.Finding) []string {
	list := make([]string, 0, len(findings))
	for _, f := range findings {
		list = append(list, f.Code)
	}
	return list
}

func keys(all []casework.Acceptable) []string {
	list := make([]string, 0, len(all))
	for _, a := range all {
		list = append(list, a.Key)
	}
	return list
}

func listRoad(t *testing.T, a *app.App, by casework.Actor) {
	ctx := t.Context()
	period := register.PeriodOf(register.DateOf(time.Now())).AddMonths(-1)
	run, err := a.Books.Room.Start(ctx, by, period)
	if err != nil || run.Lists == 0 || len(run.Files) != 1 {
		t.Fatalf("%+v, %v", run, err)
	}
	drawn := func() bool {
		g, err := a.Books.Room.Progress(ctx, period)
		return err != nil || g.Done()
	}
	for !drawn() { // by the workers of the running program, or here
		if err := a.Books.Room.Draw(ctx, run.Files, nil); err != nil {
			t.Fatal(err)
		}
	}
	again, err := a.Books.Room.Start(ctx, by, period)
	if err != nil || again.Lists != 0 || again.Already != run.Lists {
		t.Errorf("a second run: %+v, %v", again, err)
	}
	file, err := a.Books.Room.FilePDF(ctx, by, run.Files[0], monthly.PaperBatch)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := a.Books.Lists.OpenSheet(ctx, by, firstCode(t, file.Data))
	if err != nil {
		t.Fatal(err)
	}
	var total register.Amount
	for _, row := range sheet.Rows {
		row.Key, row.Reason = casework.KeyDigits, ""
		base := register.Amount(30_000_00)
		fee := sheet.Rate.MemberFee.Of(base)
		row.MemberFee = &fee
		total += fee
		if sheet.HasControl {
			control := sheet.Rate.ControlFee.Of(base)
			row.ControlFee = &control
			total += control
		}
		if _, err := a.Books.Lists.SaveRow(ctx, by, sheet.ID, row); err != nil {
			t.Fatal(err)
		}
	}
	saved, err := a.Books.Lists.SaveWritten(ctx, by, sheet.ID, &total)
	if err != nil || saved.Left != 0 || !saved.Agrees {
		t.Fatalf("%+v, %v", saved, err)
	}
	done, err := a.Books.Lists.Finish(ctx, by, sheet.ID, casework.KeyingFinish{Key: rand.Text()})
	if refused, ok := errors.AsType[*casework.Error](err); ok && len(refused.Accept) > 0 {
		done, err = a.Books.Lists.Finish(ctx, by, sheet.ID, casework.KeyingFinish{Key: rand.Text(), Accept: keys(refused.Accept)})
	}
	if err != nil || done.Report == 0 || done.State != casework.ListReported {
		t.Errorf("%+v, %v", done, err)
	}
}

// firstCode lets zbarimg read the code of a batch's first page, as a hand scanner would.
func firstCode(t *testing.T, pdf []byte) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "batch.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "pdftoppm", "-r", "150", "-l", "1", "-png", path, filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "page*.png"))
	if err != nil || len(pages) != 1 {
		t.Fatalf("%v %v", pages, err)
	}
	out, err := exec.CommandContext(t.Context(), "zbarimg", "--quiet", "--raw", pages[0]).Output()
	if err != nil {
		t.Fatalf("zbarimg: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(line, "AL1.") {
			return strings.TrimSpace(line)
		}
	}
	t.Fatalf("no code of ours in %q", out)
	return ""
}
