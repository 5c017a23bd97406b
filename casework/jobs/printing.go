package jobs

import (
	"context"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"sef.se/kontakten/casework"
)

// printers is how many files one program draws at the same time: a file keeps a core busy.
const printers = 2

// Pressroom draws files and gives them to the printer. Both may be called twice for a file.
type Pressroom interface {
	// DrawFile gives how many lists or letters it drew; 0 where nothing was left to do.
	DrawFile(ctx context.Context, file int64) (int, error)
	// Send gives a file to the printer, at most once.
	Send(ctx context.Context, file int64) error
	// Tend looks after what is printed. It may be called at any time, twice at once too.
	Tend(ctx context.Context) error
}

// drawer draws one file of a run.
type drawer struct {
	river.WorkerDefaults[casework.DrawBatch]
	room Pressroom
	log  *slog.Logger
}

// Work draws the file. It takes what it takes: a file is one transaction.
func (d *drawer) Work(ctx context.Context, job *river.Job[casework.DrawBatch]) error {
	start := time.Now()
	n, err := d.room.DrawFile(ctx, job.Args.BatchID)
	if err == nil && n > 0 {
		d.log.InfoContext(ctx, "file drawn", slog.Int64("file", job.Args.BatchID), slog.Int("count", n), slog.Duration("took", time.Since(start)))
	}
	return err
}

// hander gives one file to the printer.
type hander struct {
	river.WorkerDefaults[casework.HandOver]
	room Pressroom
}

// Work hands the file over.
func (h *hander) Work(ctx context.Context, job *river.Job[casework.HandOver]) error {
	return h.room.Send(ctx, job.Args.BatchID)
}

// tender looks after what is printed when the register has changed.
type tender struct {
	river.WorkerDefaults[casework.TendPrint]
	room Pressroom
}

// Work looks after it.
func (t *tender) Work(ctx context.Context, _ *river.Job[casework.TendPrint]) error {
	return t.room.Tend(ctx)
}

// addPrinting joins the workers of the print queue.
func addPrinting(workers *river.Workers, queues map[string]river.QueueConfig, room Pressroom, log *slog.Logger) {
	river.AddWorker(workers, &drawer{room: room, log: log})
	river.AddWorker(workers, &hander{room: room})
	river.AddWorker(workers, &tender{room: room})
	queues[casework.QueuePrint] = river.QueueConfig{MaxWorkers: printers}
}
