package jobs

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"sef.se/kontakten/mailin/imapbox"
	"sef.se/kontakten/mailin/mailbox"
)

// Polling reads the mailbox again and again.
type Polling struct {
	Poller  *imapbox.Poller
	Folders []mailbox.Folder
	Every   time.Duration
	Log     *slog.Logger
}

// loginPause is how long nobody knocks after a refused login: servers close an
// account after some.
const loginPause = 5 * time.Minute

// Run polls at once and then at every interval until ctx ends. A poll that fails
// is noted by the poller, for the header of every page, and tried again.
func (p *Polling) Run(ctx context.Context) {
	last := ""
	for {
		result, err := p.Poller.Poll(ctx, p.Folders)
		if ctx.Err() != nil {
			return
		}
		last = p.tell(ctx, result, err, last)
		pause := p.Every
		if errors.Is(err, imapbox.ErrLogin) {
			pause = max(pause, loginPause)
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
	}
}

// tell logs a poll and gives the fault that it ended with. The same fault every
// half minute would hide everything else: it is told once.
func (p *Polling) tell(ctx context.Context, result imapbox.Result, err error, last string) string {
	if err != nil {
		if err.Error() != last {
			p.Log.ErrorContext(ctx, "mailbox cannot be read", slog.Any("error", err))
		}
		return err.Error()
	}
	if last != "" {
		p.Log.InfoContext(ctx, "mailbox can be read again")
	}
	if result.New+result.Known+result.Missing > 0 {
		p.Log.InfoContext(ctx, "mail fetched", slog.Int("new", result.New), slog.Int("known", result.Known),
			slog.Int("gone", result.Gone), slog.Int("without_bytes", result.Missing))
	}
	return ""
}
