package jobs_test

import (
	"context"
	"io/fs"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/jobs"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/printroom"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/ipp"
	"sef.se/kontakten/internal/register"
)

// folder prints into a folder.
type folder struct{ ipp.Folder }

func (f folder) Print(ctx context.Context, job monthly.Job) (string, error) {
	return f.Folder.Print(ctx, ipp.Job(job))
}

// TestRunIsDrawnAndHandedOver starts a run and lets the workers draw its files and hand them over.
func TestRunIsDrawnAndHandedOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "print@example.test")
	post, err := letter.NewPost(pdf.Demo())
	if err != nil {
		t.Fatal(err)
	}
	out := ipp.Folder{Dir: filepath.Join(t.TempDir(), "ut")}
	room := printroom.New(printroom.Config{Store: w.store, Cases: w.book, Clock: time.Now, Press: monthly.Press{Sender: pdf.Demo(), Post: post},
		Printer: folder{out}, SheetsPerFile: 3})
	runner, err := jobs.New(jobs.Config{Pool: w.store.Pool(), Log: slog.New(slog.DiscardHandler), Clock: time.Now, Press: room})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- runner.Run(ctx) }()
	until := func(what string, done func() bool) {
		t.Helper()
		look := time.NewTicker(20 * time.Millisecond)
		defer look.Stop()
		patience := time.After(time.Minute)
		for !done() {
			select {
			case <-look.C:
			case <-patience:
				t.Fatal(what)
			}
		}
	}
	period := register.PeriodOf(register.DateOf(time.Now()))
	started, err := room.Start(t.Context(), casework.Program(), period)
	if err != nil || started.Lists == 0 || len(started.Files) < 2 {
		t.Fatalf("%+v, %v", started, err)
	}
	until("the run is not drawn", func() bool {
		g, err := room.Progress(t.Context(), period)
		return err == nil && g.State == monthly.RunReady && g.Drawn == started.Lists
	})
	if err := room.HandOver(t.Context(), casework.Program(), started.Files[0], false); err != nil {
		t.Fatal(err)
	}
	until("nothing came out of the printer", func() bool {
		files, err := filepath.Glob(filepath.Join(out.Dir, "kontakten-bunt-*.pdf"))
		return err == nil && len(files) == 2 // the file and its control sheet
	})
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestImportIsLookedAfter makes a printed person protected by an import: the workers take the
// list out of use and print it anew without being told by anybody, at once (R8).
func TestImportIsLookedAfter(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "protect@example.test")
	post, err := letter.NewPost(pdf.Demo())
	if err != nil {
		t.Fatal(err)
	}
	mails, err := letter.NewMails(letter.DemoHouse())
	if err != nil {
		t.Fatal(err)
	}
	room := printroom.New(printroom.Config{Store: w.store, Cases: w.book, Clock: time.Now, Mails: mails, Press: monthly.Press{Sender: pdf.Demo(), Post: post}})
	period := register.PeriodOf(register.DateOf(time.Now()))
	started, err := room.Start(t.Context(), casework.Program(), period)
	if err != nil || started.Lists == 0 {
		t.Fatalf("%+v, %v", started, err)
	}
	if err := room.Draw(t.Context(), started.Files, nil); err != nil {
		t.Fatal(err)
	}
	var person, list string
	if err := w.store.Pool().QueryRow(t.Context(), `
		SELECT m.personnummer, l.number FROM fee_list l JOIN fee_list_row r ON r.list_id = l.id JOIN member m ON m.id = r.member_id
		WHERE l.rows > 1 ORDER BY l.id, r.row LIMIT 1`).Scan(&person, &list); err != nil {
		t.Fatal(err)
	}
	files, err := demo.Register()
	if err != nil {
		t.Fatal(err)
	}
	report, err := w.store.ImportRegister(t.Context(), protect(t, files, person), store.ImportOptions{})
	if err != nil || !report.Taken() {
		t.Fatalf("%+v, %v", report, err)
	}
	runner, err := jobs.New(jobs.Config{Pool: w.store.Pool(), Log: slog.New(slog.DiscardHandler), Clock: time.Now, Press: room})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- runner.Run(ctx) }()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	patience := time.After(time.Minute)
	for done := false; !done; {
		if err := w.store.Pool().QueryRow(t.Context(), `
			SELECT (SELECT state = 'superseded' FROM fee_list WHERE number = $1)
			   AND NOT EXISTS (SELECT FROM print_batch WHERE state = 'drawing')
			   AND EXISTS (SELECT FROM fee_list n JOIN fee_list o ON o.company_id = n.company_id AND o.period = n.period WHERE o.number = $1 AND n.version = 2 AND n.rows = o.rows - 1)`,
			list).Scan(&done); err != nil {
			t.Fatal(err)
		}
		select {
		case <-look.C:
		case <-patience:
			t.Fatal("the list still stands")
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// protect marks a person in the register's files as protected.
func protect(t *testing.T, files fs.FS, person string) fs.FS {
	t.Helper()
	changed := fstest.MapFS{}
	for _, name := range []string{"agreements.csv", "companies.csv", "members.csv"} {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		if name == "members.csv" {
			lines := strings.Split(strings.TrimRight(string(text), "\r\n"), "\n")
			for i, line := range lines {
				line = strings.TrimRight(line, "\r")
				switch {
				case i == 0:
					line += ",protected"
				case strings.Contains(line, person):
					line += ",1"
				default:
					line += ","
				}
				lines[i] = line
			}
			text = []byte(strings.Join(lines, "\n") + "\n")
		}
		changed[name] = &fstest.MapFile{Data: text, ModTime: time.Now()}
	}
	return changed
}
