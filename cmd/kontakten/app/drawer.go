package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/config"
)

// Drawer draws the lists of a run in the database, with the same code and from the same value as `lista print`. It
// fulfils casework.Drawer.
type Drawer struct {
	sender pdf.Sender
}

// newDrawer takes the sender from the table [print]. Without it a test installation prints as a made-up one, marked
// SPECIMEN; a live one is refused.
func newDrawer(cfg *config.Config, path string) (Drawer, error) {
	if len(cfg.Print) == 0 && cfg.Mode != config.ModeLive {
		sender := pdf.Demo()
		sender.Trial = true
		return Drawer{sender}, nil
	}
	sender, err := Sender(cfg, path)
	return Drawer{sender}, err
}

// Draw draws lists of one period into one file, in the given order.
func (d Drawer) Draw(ctx context.Context, lists []avgiftslista.List, mode casework.Mode) (casework.Drawing, error) {
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

// Sender reads the table [print] of a configuration; path is what an error names.
func Sender(cfg *config.Config, path string) (pdf.Sender, error) {
	sender := pdf.Defaults()
	if err := cfg.DecodePrint(&sender); err != nil {
		if e, ok := errors.AsType[*config.Error](err); ok {
			e.File = path
		}
		return sender, err
	}
	if err := sender.Validate(); err != nil {
		return sender, fmt.Errorf("%s: %w", path, err)
	}
	sender.Trial = cfg.Mode != config.ModeLive
	return sender, nil
}
