package main

import (
	"bytes"
	"context"
	"fmt"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/config"
)

// drawer draws the lists of a run in the database, with the same code and from the same value as `lista print`. It
// fulfils casework.Drawer.
type drawer struct {
	sender pdf.Sender
}

// newDrawer takes the sender from the table [print]. Without it a test installation prints as a made-up one, marked
// SPECIMEN; a live one is refused.
func newDrawer(cfg *config.Config, path string) (drawer, error) {
	if len(cfg.Print) == 0 && cfg.Mode != config.ModeLive {
		sender := pdf.Demo()
		sender.Trial = true
		return drawer{sender}, nil
	}
	sender, err := senderOf(cfg, path)
	return drawer{sender}, err
}

// Draw draws lists of one period into one file, in the given order.
func (d drawer) Draw(ctx context.Context, lists []avgiftslista.List, mode casework.Mode) (casework.Drawing, error) {
	if len(lists) == 0 {
		return casework.Drawing{}, nil
	}
	sender := d.sender
	sender.Trial = sender.Trial || mode != casework.ModeLive
	var out bytes.Buffer
	var drawing casework.Drawing
	batch := pdf.NewBatch(&out, sender, lists[0].Period)
	for _, list := range lists {
		if err := ctx.Err(); err != nil {
			return casework.Drawing{}, err
		}
		placed, err := batch.Add(list, "")
		if err != nil {
			return casework.Drawing{}, fmt.Errorf("draw lists of %s: %w", list.Period, err)
		}
		drawing.First = append(drawing.First, placed.FirstPage)
		drawing.Pages = append(drawing.Pages, placed.Pages)
	}
	if err := batch.Close(); err != nil {
		return casework.Drawing{}, fmt.Errorf("draw lists of %s: %w", lists[0].Period, err)
	}
	drawing.PDF = out.Bytes()
	return drawing, nil
}
