package jobs

import (
	"context"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"sef.se/kontakten/casework"
)

const (
	// sendLease is longer than one attempt can take, so that two never overlap.
	sendLease = jobPatience + time.Minute
	// sendFor is how long a mail is tried (reliability.md §3, 20).
	sendFor      = 48 * time.Hour
	firstPause   = time.Minute
	longestPause = 2 * time.Hour
	// unknownPause is how long an attempt of which nobody knows the end rests. Its
	// next attempt has the same Message-ID.
	unknownPause = 15 * time.Minute
	unknownTries = 3
)

// mailer sends one mail of the outbox.
type mailer struct {
	river.WorkerDefaults[casework.SendMail]
	outbox casework.Outbox
	sender casework.Sender
	clock  func() time.Time
	log    *slog.Logger
}

// Work makes one attempt. What is to be tried again snoozes, which costs no
// attempt of the job.
func (m *mailer) Work(ctx context.Context, job *river.Job[casework.SendMail]) error {
	id := job.Args.OutboxID
	e, wait, err := m.outbox.BeginSending(ctx, id, sendLease)
	if err != nil {
		return err
	}
	if e.Attempt == 0 {
		if wait > 0 {
			return river.JobSnooze(wait)
		}
		return nil
	}
	d := m.sender.Send(ctx, e)
	d, pause := m.next(e, d)
	m.log.InfoContext(ctx, "mail attempted", slog.Int64("outbox", id), slog.Int("attempt", e.Attempt), slog.String("state", string(d.State)))
	// What became of the mail must be noted though the program is stopping.
	if err := m.outbox.EndSending(context.WithoutCancel(ctx), id, d, pause); err != nil {
		return err
	}
	if pause > 0 {
		return river.JobSnooze(pause)
	}
	return nil
}

// next decides what follows an attempt: the final delivery, or a pause.
func (m *mailer) next(e casework.Envelope, d casework.Delivery) (casework.Delivery, time.Duration) {
	switch d.State {
	case casework.OutboxQueued:
		if m.clock().Sub(e.Created) > sendFor {
			d.State = casework.OutboxFailed
			return d, 0
		}
		return d, min(firstPause<<min(e.Attempt-1, 10), longestPause)
	case casework.OutboxUnknown:
		if e.Attempt < unknownTries {
			return d, unknownPause
		}
	}
	return d, 0
}
