package jobs

import (
	"context"
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

// Run polls at once and then at every interval until ctx ends. A poll that fails
// is noted by the poller, for the header of every page, and tried again.
func (p *Polling) Run(ctx context.Context) {
	tick := time.NewTicker(p.Every)
	defer tick.Stop()
	last := ""
	for {
		result, err := p.Poller.Poll(ctx, p.Folders)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && err.Error() != last:
			// Once: the same fault every half minute would hide everything else.
			last = err.Error()
			p.Log.ErrorContext(ctx, "mailbox cannot be read", slog.Any("error", err))
		case err == nil:
			if last != "" {
				p.Log.InfoContext(ctx, "mailbox can be read again")
			}
			last = ""
			if result.New+result.Known+result.Missing > 0 {
				p.Log.InfoContext(ctx, "mail fetched", slog.Int("new", result.New), slog.Int("known", result.Known),
					slog.Int("gone", result.Gone), slog.Int("without_bytes", result.Missing))
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
