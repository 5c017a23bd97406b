package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"

	"github.com/riverqueue/river"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/message"
)

// readTries is how often reading one message may fail before its case is set
// aside, so that a mail which no program can read does not stay unseen.
const readTries = 3

// SnapshotFunc gives the register as it stands and the import that it stands on.
// The same register comes back until something changed.
type SnapshotFunc func(context.Context) (*register.Register, int64, error)

// reader reads one message and records what was understood.
type reader struct {
	river.WorkerDefaults[casework.WorkMessage]
	Reading
	log *slog.Logger

	mu     sync.Mutex
	reg    *register.Register // that mail was made for
	reader *mailin.Reader
}

func newReader(r Reading, log *slog.Logger) *reader { return &reader{Reading: r, log: log} }

// Work reads one message. Recording it again changes nothing.
func (r *reader) Work(ctx context.Context, job *river.Job[casework.WorkMessage]) error {
	id := job.Args.MessageID
	m, err := r.Mailroom.Message(ctx, id)
	if casework.KindOf(err) == casework.NotFound {
		return river.JobCancel(err)
	}
	if err != nil {
		return err
	}
	if m.State != "new" || m.Erased {
		return nil
	}
	reg, imported, err := r.Register(ctx)
	if err != nil {
		return err
	}
	reading, err := r.read(ctx, reg, m)
	if err != nil {
		if job.Attempt < readTries || ctx.Err() != nil {
			return fmt.Errorf("read message %d: %w", id, err)
		}
		r.log.ErrorContext(ctx, "message set aside: it cannot be read", slog.Int64("message", id), slog.Any("error", err))
		reading = aside("Mejlet gick inte att läsa maskinellt. Läs originalet.")
	}
	reading.MessageID, reading.Import = id, imported
	reading.Mail.MessageID, reading.Mail.ReceivedAt = id, m.ReceivedAt
	_, err = r.Cases.Intake(ctx, reading)
	return err
}

// read gives the reading of a message; one without bytes is set aside with the
// reason that is stored beside it.
func (r *reader) read(ctx context.Context, reg *register.Register, m casework.StoredMessage) (casework.Reading, error) {
	if m.Raw == nil {
		return aside(m.Reason), nil
	}
	read, err := r.guarded(ctx, reg, m)
	if err != nil {
		return casework.Reading{}, err
	}
	reading := readingOf(read, m.Raw)
	if sender, ok := r.Trust.Read(message.Parse(m.Raw).Header()); ok {
		authenticated(&reading, sender)
	}
	return reading, nil
}

var errPanic = errors.New("the reader panicked")

// guarded turns a panic of the reader into an error: it counts as a failed try.
func (r *reader) guarded(ctx context.Context, reg *register.Register, m casework.StoredMessage) (read mailin.Reading, err error) {
	defer func() {
		if v := recover(); v != nil {
			r.log.ErrorContext(ctx, "reader panicked", slog.Int64("message", m.ID), slog.String("trace", string(debug.Stack())))
			err = errPanic // what it says may hold a part of the mail
		}
	}()
	return r.readerFor(reg).Read(ctx, m.Raw, mailin.Moment{Received: register.DateOf(m.ReceivedAt)})
}

// readerFor gives the reader of a register snapshot: making its indexes costs
// more than reading a mail.
func (r *reader) readerFor(reg *register.Register) *mailin.Reader {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.reg != reg {
		r.reg, r.reader = reg, mailin.New(reg, r.Files)
	}
	return r.reader
}

// aside is the reading of a message that cannot be read.
func aside(problem string) casework.Reading {
	return casework.Reading{Reader: mailin.ReaderVersion, Kinds: []string{"other"}, Flags: []string{mailin.FlagUnreadable},
		Problem: problem, Answer: casework.Answering{Why: "Mejlet är inte läst."}}
}
