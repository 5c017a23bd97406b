package app

import (
	"errors"
	"fmt"

	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/internal/config"
)

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
