package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/riverqueue/river"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/mailin/imapbox"
)

// mover moves a message on the server, from everywhere it was seen (R5).
type mover struct {
	river.WorkerDefaults[casework.MoveMessage]
	Mail
	log *slog.Logger
}

// Work moves one message. Who moved or deleted it first was right: that is noted
// and no fault.
func (m *mover) Work(ctx context.Context, job *river.Job[casework.MoveMessage]) error {
	id := job.Args.MessageID
	to := m.Folders[job.Args.To]
	if m.Mode == casework.ModeShadow || to == "" {
		return nil
	}
	places, err := m.Mailroom.Places(ctx, id)
	if err != nil || len(places) == 0 {
		return err
	}
	client, err := m.Dial(ctx)
	if err != nil {
		return fmt.Errorf("move message %d: %w", id, err)
	}
	defer client.Close()
	for _, place := range places {
		if place.Folder == to {
			continue
		}
		moved, err := client.Move(ctx, place.Folder, place.UIDValidity, place.UID, to)
		if errors.Is(err, imapbox.ErrRenumbered) {
			// The next poll finds it under its new number, and this job then finds
			// that place.
			return fmt.Errorf("move message %d: %w", id, err)
		}
		if err != nil {
			return fmt.Errorf("move message %d: %w", id, err)
		}
		noted := to
		if !moved {
			noted = ""
			m.log.InfoContext(ctx, "message was moved by somebody else", slog.Int64("message", id), slog.String("folder", place.Folder))
		}
		if err := m.Mailroom.Moved(ctx, place, noted); err != nil {
			return err
		}
	}
	return nil
}
