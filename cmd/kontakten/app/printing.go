package app

import (
	"context"
	"fmt"
	"os"

	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/ipp"
)

// printSender takes the sender from the table [print]. Without it a test installation prints as a made-up one, marked
// SPECIMEN; a live one is refused.
func printSender(cfg *config.Config, path string) (pdf.Sender, error) {
	if len(cfg.Print) == 0 && cfg.Mode != config.ModeLive {
		sender := pdf.Demo()
		sender.Trial = true
		return sender, nil
	}
	return Sender(cfg, path)
}

// press joins the drawing of lists and letters. A text of letters.dir that cannot be printed stops the start.
func press(cfg *config.Config, sender pdf.Sender) (monthly.Press, error) {
	if cfg.Letters.Dir == "" {
		post, err := letter.NewPost(sender)
		return monthly.Press{Sender: sender, Post: post}, err
	}
	post, err := letter.NewPostOver(sender, os.DirFS(cfg.Letters.Dir))
	if err != nil {
		return monthly.Press{}, config.Wrong("letters.dir", fmt.Errorf("%s: %w", cfg.Letters.Dir, err))
	}
	return monthly.Press{Sender: sender, Post: post}, nil
}

// printer gives where sheets come out; nil where files are fetched on the page. A test installation prints into a
// folder whatever queue is named (practice.md R11).
func printer(cfg *config.Config) (monthly.Printer, error) {
	switch {
	case cfg.Mode == config.ModeTest && cfg.Printer.Folder != "":
		return folder{ipp.Folder{Dir: cfg.Printer.Folder}}, nil
	case cfg.Mode != config.ModeLive || cfg.Printer.Queue == "":
		return nil, nil //nolint:nilnil // nothing is printed from here
	}
	q, err := ipp.NewQueue(cfg.Printer.Queue)
	if err != nil {
		return nil, config.Wrong("printer.queue", err)
	}
	return queue{q}, nil
}

// queue and folder are printers as the casework asks for them.
type (
	queue  struct{ *ipp.Queue }
	folder struct{ ipp.Folder }
)

// Print hands a job to the queue.
func (q queue) Print(ctx context.Context, job monthly.Job) (string, error) {
	return q.Queue.Print(ctx, ipp.Job(job))
}

// Print writes a job into the folder.
func (f folder) Print(ctx context.Context, job monthly.Job) (string, error) {
	return f.Folder.Print(ctx, ipp.Job(job))
}
