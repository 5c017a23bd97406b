package monthly

import (
	"context"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// RunState is where a run stands.
type RunState string

// The states of a run.
const (
	RunDrawing   RunState = "drawing"
	RunReady     RunState = "ready"
	RunCancelled RunState = "cancelled" // the next start goes on with it
)

// Progress is how far a run has come.
type Progress struct {
	Run          int64 // 0 where the month has none
	State        RunState
	Lists, Drawn int // lists numbered, lists in drawn files
	Files, Ready int
	Started      time.Time
}

// Done tells whether nothing is left to draw.
func (p Progress) Done() bool { return p.Run == 0 || p.State != RunDrawing }

// Started is what a start of the run did.
type Started struct {
	Run     int64 // 0 where nothing was new and nothing was left to draw
	Lists   int   // numbered now
	Already int   // had their list before
	Files   []int64
	Left    []Doubt // companies that were left out, and why
}

// FileState is where a file of lists or letters stands.
type FileState string

// The states of a file.
const (
	FileDrawing   FileState = "drawing"
	FileReady     FileState = "ready"
	FileHanding   FileState = "handing"   // the printer is being asked
	FileUncertain FileState = "uncertain" // nobody knows whether the printer has it
	FileHanded    FileState = "handed"
	FilePosted    FileState = "posted"
	FileErased    FileState = "erased" // posted, and its PDFs are erased
)

// Word is the state in Swedish.
func (s FileState) Word() string {
	return map[FileState]string{
		FileDrawing: "ritas", FileReady: "klar att skrivas ut", FileHanding: "lämnas till skrivaren", FileUncertain: "osäkert",
		FileHanded: "lämnad till skrivaren", FilePosted: "postad", FileErased: "postad, filerna gallrade",
	}[s]
}

// File is one batch PDF with its control sheet and index.
type File struct {
	ID            int64
	Kind          string // "lists" or "letters"
	Period        register.Period
	No            int // which of the run's, from 1
	Count, Pages  int // lists or letters; pages of the PDF
	State         FileState
	First, Last   string // list numbers
	By            string
	Ready, Handed time.Time
	HandedBy      string
	Printer       string // the queue's answer, or what failed
	PostedOn      register.Date
	PostedBy      string
	Stopped       []Stopped // to be taken out of the pile before it is posted
}

// Stopped is an envelope that must not be posted.
type Stopped struct{ Letter, Why string }

// Paper is which document of a file is wanted.
type Paper string

// The documents of a file.
const (
	PaperBatch   Paper = "batch"
	PaperControl Paper = "control"
	PaperIndex   Paper = "index"
)

// Signature is that a person posted a file (R16).
type Signature struct {
	File    int64
	On      register.Date
	Count   int      // envelopes that were posted
	Spoiled []string // letter numbers that were not: they stay, to be printed again
}

// MonthPage is the month as a plan, a run and a funnel.
type MonthPage struct {
	Period   register.Period
	Mode     casework.Mode
	Plan     Plan
	Steps    []Step
	Preview  Preview
	Progress Progress
	Files    []File // newest first
	Funnel   Funnel
	Waiting  int // letters in the queue
}

// Runs prints the month.
type Runs interface {
	// MonthPage shows a month. It fails only by faults.
	MonthPage(ctx context.Context, by casework.Actor, p register.Period) (MonthPage, error)
	// Progress tells how far the month's latest run has come.
	Progress(ctx context.Context, p register.Period) (Progress, error)
	// Start numbers what is new and puts the drawing to work; a run that was cancelled or died is
	// gone on with. Invalid: a month too far ahead. Denied: no supervisor. Conflict: mode shadow.
	Start(ctx context.Context, by casework.Actor, p register.Period) (Started, error)
	// Cancel stops the drawing between two files. Conflict: nothing is being drawn.
	Cancel(ctx context.Context, by casework.Actor, p register.Period) error
	// Renew makes a new print version of every list, not yet posted, that differs from the register.
	Renew(ctx context.Context, by casework.Actor, p register.Period) (Started, error)
	// SetPlan moves steps of the plan. Invalid, Conflict.
	SetPlan(ctx context.Context, by casework.Actor, p register.Period, days map[string]register.Date) error
	// FilePDF opens a document of a file and logs it. NotFound (also erased), Conflict while it is drawn.
	FilePDF(ctx context.Context, by casework.Actor, file int64, paper Paper) (casework.File, error)
	// HandOver puts a file on its way to the printer. again is a person's word that the printer
	// has not printed it. Conflict.
	HandOver(ctx context.Context, by casework.Actor, file int64, again bool) error
	// Post signs that a file was posted. Invalid: the count is not the file's. Conflict.
	Post(ctx context.Context, by casework.Actor, s Signature) (int, error)
}
