package jobs_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/jobs"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store/printroom"
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
