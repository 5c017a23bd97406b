package imapbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"golang.org/x/sync/errgroup"

	"sef.se/kontakten/mailin/mailbox"
)

const (
	batchMessages = 300
	batchBytes    = 16 << 20
	aloneBytes    = 4 << 20  // a mail from this size on is a batch of its own
	maxMessage    = 64 << 20 // a larger one is kept without its bytes
	sizesAtOnce   = 1000
)

// Poller reads the folders of one mailbox. Several programs may have a poller of
// the same mailbox: one reads, the others find it busy.
type Poller struct {
	Address string // of the mailbox: names it in the database and for the lock
	Dial    func(context.Context) (*Client, error)
	Keeper  mailbox.Keeper
	Log     *slog.Logger
}

// Result is what a poll did.
type Result struct {
	Busy    bool // another program reads the mailbox
	New     int
	Known   int
	Gone    int // moved or deleted by somebody between search and fetch
	Missing int // kept without bytes, with the reason
}

// Poll reads all folders to their end. A folder that fails does not keep the
// others from being read; the error joins theirs.
func (p *Poller) Poll(ctx context.Context, folders []mailbox.Folder) (Result, error) {
	var result Result
	unlock, ok, err := p.Keeper.TryLock(ctx, p.Address)
	if err != nil {
		return result, err
	}
	if !ok {
		return Result{Busy: true}, nil
	}
	defer unlock()
	line := &line{dial: p.Dial}
	defer line.hangUp()
	names := make([]string, len(folders))
	for i, folder := range folders {
		names[i] = folder.Name
	}
	errs := []error{p.Keeper.Polled(ctx, p.Address, names)}
	for _, folder := range folders {
		if err := p.readFolder(ctx, line, folder, &result); err != nil {
			errs = append(errs, err)
		}
	}
	return result, errors.Join(errs...)
}

func (p *Poller) readFolder(ctx context.Context, line *line, folder mailbox.Folder, result *Result) error {
	folder.Mailbox = p.Address
	cursor, err := p.Keeper.Cursor(ctx, folder)
	if err != nil {
		return err
	}
	r := &reading{Poller: p, line: line, folder: folder.Name, cursor: cursor, result: result}
	err = r.read(ctx)
	if folder.Role != mailbox.Inbox && answered(err) && r.missing(ctx) {
		p.Log.DebugContext(ctx, "the folder is not there, so nothing is in it", slog.String("folder", folder.Name))
		err = nil
	}
	if err != nil {
		// The reason shall stand in the database although ctx may have ended.
		noted := p.Keeper.FetchFailed(context.WithoutCancel(ctx), cursor, err.Error())
		return errors.Join(fmt.Errorf("read folder %s: %w", folder.Name, err), noted)
	}
	return p.Keeper.Fetched(ctx, cursor)
}

// line is the connection of one poll: it is made when it is needed, and again
// after it was lost.
type line struct {
	dial   func(context.Context) (*Client, error)
	client *Client
}

func (l *line) get(ctx context.Context) (*Client, error) {
	if l.client != nil {
		return l.client, nil
	}
	client, err := l.dial(ctx)
	if err != nil {
		return nil, err
	}
	l.client = client
	return client, nil
}

func (l *line) hangUp() {
	if l.client != nil {
		_ = l.client.Close()
		l.client = nil
	}
}

// reading is one reading of one folder.
type reading struct {
	*Poller
	line     *line
	folder   string
	cursor   mailbox.Cursor
	validity uint32
	result   *Result
}

// open connects where need be and opens the folder, which must not be renumbered
// in the middle of a reading.
func (r *reading) open(ctx context.Context) (*Client, folderState, error) {
	client, err := r.line.get(ctx)
	if err != nil {
		return nil, folderState{}, err
	}
	state, err := client.selectFolder(ctx, r.folder, false)
	if err != nil && !answered(err) {
		r.line.hangUp()
	}
	if err == nil && r.validity != 0 && state.validity != r.validity {
		err = ErrRenumbered
	}
	return client, state, err
}

// missing tells whether the folder does not exist; the answer to EXAMINE has no
// code for it on every server.
func (r *reading) missing(ctx context.Context) bool {
	client, err := r.line.get(ctx)
	if err != nil {
		return false
	}
	there, err := client.exists(ctx, r.folder)
	return err == nil && !there
}

func (r *reading) read(ctx context.Context) error {
	client, state, err := r.open(ctx)
	if err != nil {
		return err
	}
	r.validity = state.validity
	last := r.cursor.LastUID
	if r.validity != r.cursor.UIDValidity {
		if r.cursor.UIDValidity != 0 {
			r.Log.WarnContext(ctx, "folder has new numbers, reading it from the start", slog.String("folder", r.folder),
				slog.Uint64("was", uint64(r.cursor.UIDValidity)), slog.Uint64("is", uint64(r.validity)))
		}
		last = 0
	}
	uids, err := client.uidsSince(ctx, last, r.cursor.Since)
	if err != nil {
		r.line.hangUp()
		return err
	}
	if len(uids) == 0 {
		return r.noteEmpty(ctx, state, last)
	}
	if r.cursor.Role == mailbox.Sent {
		return r.readSent(ctx, client, uids)
	}
	return r.pipeline(ctx, uids)
}

// noteEmpty remembers a folder's UIDVALIDITY though nothing of it is to be kept.
func (r *reading) noteEmpty(ctx context.Context, state folderState, last uint32) error {
	if r.validity == r.cursor.UIDValidity {
		return nil
	}
	upTo := last
	if state.next > 0 {
		upTo = state.next - 1
	}
	_, err := r.Keeper.KeepBatch(ctx, r.cursor, mailbox.Batch{UIDValidity: r.validity, UpTo: upTo})
	return err
}

// pipeline fetches one batch while the one before is being kept.
func (r *reading) pipeline(ctx context.Context, uids []uint32) error {
	group, ctx := errgroup.WithContext(ctx)
	batches := make(chan mailbox.Batch)
	group.Go(func() error {
		defer close(batches)
		return r.fetchAll(ctx, uids, func(b mailbox.Batch) error {
			select {
			case batches <- b:
				return nil
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		})
	})
	group.Go(func() error {
		for b := range batches {
			kept, err := r.Keeper.KeepBatch(ctx, r.cursor, b)
			if err != nil {
				return err
			}
			r.result.New += kept.New
			r.result.Known += kept.Known
		}
		return nil
	})
	return group.Wait()
}
