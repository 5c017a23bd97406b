package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/mailin/authresult"
	"sef.se/kontakten/mailin/imapbox"
	"sef.se/kontakten/mailin/underlag"
)

const (
	// jobPatience bounds a job: reading a mail with many files is the longest.
	jobPatience = 2 * time.Minute
	// rescueAfter is when a job whose program died is taken up again.
	rescueAfter  = 3 * time.Minute
	stopPatience = 20 * time.Second
	// fetchCooldown lets a job start within milliseconds; River's default caps the
	// rate at a few hundred a second.
	fetchCooldown = 5 * time.Millisecond
	readers       = 4 // messages read at the same time by one program
)

// Config is what the workers work with. A program works the queues that it has
// the means for: without Reading no messages, without Mail no moves, without
// Sender no mail is sent.
type Config struct {
	Pool    *pgxpool.Pool
	Log     *slog.Logger
	Clock   func() time.Time
	Reading *Reading
	Mail    *Mail
	Outbox  casework.Outbox
	Sender  casework.Sender
	// Press draws and prints the month's lists and the letters; nil leaves it to others.
	Press Pressroom
	// Nightly is run about every hour by one of the programs: it must find out
	// itself what is due.
	Nightly func(context.Context) error
}

// Reading is what reading a message needs.
type Reading struct {
	Mailroom casework.Mailroom
	Cases    Intaker
	Register SnapshotFunc
	Files    underlag.Reader // opens attachments, in a sandbox
	Trust    authresult.Trust
}

// Intaker records what was understood; casework.Cases does.
type Intaker interface {
	Intake(ctx context.Context, r casework.Reading) (casework.IntakeResult, error)
}

// Mail is what moving a message on the server needs.
type Mail struct {
	Mailroom casework.Mailroom
	Dial     func(context.Context) (*imapbox.Client, error)
	Folders  map[casework.Folder]string // the server's name of each
	Mode     casework.Mode              // shadow moves nothing
}

// Runner works jobs until it is stopped.
type Runner struct {
	client *river.Client[pgx.Tx]
}

// New makes a runner.
func New(cfg Config) (*Runner, error) {
	workers, queues := river.NewWorkers(), map[string]river.QueueConfig{}
	if cfg.Reading != nil {
		river.AddWorker(workers, newReader(*cfg.Reading, cfg.Log))
		queues[casework.QueueReading] = river.QueueConfig{MaxWorkers: readers}
	}
	if cfg.Mail != nil {
		river.AddWorker(workers, &mover{Mail: *cfg.Mail, log: cfg.Log})
		queues[casework.QueueMailbox] = river.QueueConfig{MaxWorkers: 1}
	}
	if cfg.Sender != nil {
		river.AddWorker(workers, &mailer{outbox: cfg.Outbox, sender: cfg.Sender, clock: cfg.Clock, log: cfg.Log})
		queues[casework.QueueOutbox] = river.QueueConfig{MaxWorkers: 1}
	}
	if cfg.Press != nil {
		addPrinting(workers, queues, cfg.Press, cfg.Log)
	}
	var periodic []*river.PeriodicJob
	if cfg.Nightly != nil {
		river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[nightly]) error { return cfg.Nightly(ctx) }))
		queues[nightlyQueue] = river.QueueConfig{MaxWorkers: 1}
		periodic = append(periodic, river.NewPeriodicJob(river.PeriodicInterval(time.Hour),
			func() (river.JobArgs, *river.InsertOpts) { return nightly{}, &river.InsertOpts{Queue: nightlyQueue} },
			&river.PeriodicJobOpts{RunOnStart: true}))
	}
	client, err := river.NewClient(riverpgxv5.New(cfg.Pool), &river.Config{
		Queues: queues, Workers: workers, PeriodicJobs: periodic, Logger: slog.New(warnings{cfg.Log.Handler()}), ErrorHandler: failures{cfg.Log},
		FetchCooldown: fetchCooldown, JobTimeout: jobPatience, RescueStuckJobsAfter: rescueAfter,
	})
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	return &Runner{client: client}, nil
}

// Run works until ctx ends; what is under way then is given a moment to finish.
func (r *Runner) Run(ctx context.Context) error {
	if err := r.client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("jobs: start: %w", err)
	}
	<-ctx.Done()
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
	defer cancel()
	if err := r.client.Stop(stop); err != nil {
		// What would not finish is cut off: it is taken up again later.
		if err := r.client.StopAndCancel(context.WithoutCancel(ctx)); err != nil {
			return fmt.Errorf("jobs: stop: %w", err)
		}
	}
	return nil
}

// warnings lets River's warnings and errors through; it counts its jobs in the
// log every few seconds.
type warnings struct{ slog.Handler }

// Enabled tells whether a record is let through.
func (w warnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && w.Handler.Enabled(ctx, level)
}

// WithAttrs keeps the filter.
func (w warnings) WithAttrs(attrs []slog.Attr) slog.Handler {
	return warnings{w.Handler.WithAttrs(attrs)}
}

// WithGroup keeps the filter.
func (w warnings) WithGroup(name string) slog.Handler { return warnings{w.Handler.WithGroup(name)} }

const nightlyQueue = "nightly"

// nightly is the job of Config.Nightly.
type nightly struct{}

// Kind names the job.
func (nightly) Kind() string { return "nightly" }

// failures logs what failed: River keeps it with the job, but nobody reads there.
type failures struct{ log *slog.Logger }

// HandleError logs an error; River tries again later.
func (f failures) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	f.log.ErrorContext(ctx, "job failed", slog.String("kind", job.Kind), slog.Int64("job", job.ID), slog.Int("attempt", job.Attempt), slog.Any("error", err))
	return nil
}

// HandlePanic logs a panic; River tries again later.
func (f failures) HandlePanic(ctx context.Context, job *rivertype.JobRow, value any, trace string) *river.ErrorHandlerResult {
	f.log.ErrorContext(ctx, "job panicked", slog.String("kind", job.Kind), slog.Int64("job", job.ID), slog.Int("attempt", job.Attempt), slog.String("trace", trace))
	return nil
}
