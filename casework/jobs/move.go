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
		if err := m.move(ctx, client, place, to); err != nil {
			return fmt.Errorf("move message %d: %w", id, err)
		}
	}
	return nil
}

func (m *mover) move(ctx context.Context, client *imapbox.Client, place casework.Place, to string) error {
	moved, err := client.Move(ctx, place.Folder, place.UIDValidity, place.UID, to)
	switch {
	case errors.Is(err, imapbox.ErrRenumbered) && place.Ours:
		// Our own folders are not polled: nothing tells its new number.
		m.log.WarnContext(ctx, "message cannot be moved on: its folder has new numbers", slog.String("folder", place.Folder))
		return nil
	case err != nil:
		// Where a polled folder has new numbers, the next poll finds the message
		// there, and the next try of this job the place.
		return err
	case moved.To == "":
		m.log.InfoContext(ctx, "message was moved by somebody else", slog.String("folder", place.Folder))
	}
	return m.Mailroom.Moved(ctx, place, moved)
}
