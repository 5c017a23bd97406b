package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jhillyerd/enmime/v2"

	"sef.se/kontakten/mailin/message"
)

// parsed is what a parser made of all mails.
type parsed struct {
	name   string
	times  []time.Duration // of all mails, a round each
	errors int
	parts  []int // leaf parts by mail
}

// compareMIME parses odd mails: heads decoded, leaf parts with their names, text
// in UTF-8.
func compareMIME(ctx context.Context, o options) error {
	mails, err := oddMails(o)
	if err != nil {
		return err
	}
	all := []*parsed{{name: "kontakten"}, {name: "enmime 2.3"}, {name: "Python email"}}
	for range o.rounds {
		for i, parse := range []func(*parsed, []mail) error{ownParts, enmimeParts, func(p *parsed, mails []mail) error { return pythonParts(ctx, o, p, mails) }} {
			if err := parse(all[i], mails); err != nil {
				return fmt.Errorf("%s: %w", all[i].name, err)
			}
		}
	}
	fmt.Printf("%d mails.\n\n| parser | hard errors | leaf parts | mails with fewer parts than both others | CPU ms for all, median | × our time |\n|---|---|---|---|---|---|\n", len(mails))
	for i, p := range all {
		sum, fewer := 0, 0
		for k := range mails {
			a, b := all[(i+1)%3].parts[k], all[(i+2)%3].parts[k]
			sum += p.parts[k]
			if p.parts[k] < min(a, b) {
				fewer++
				if o.verbose {
					fmt.Fprintf(os.Stderr, "%s: %s: %d parts, others %d and %d\n", p.name, mails[k].name, p.parts[k], a, b)
				}
			}
		}
		fmt.Printf("| %s | %d | %d | %d | %s | %.1f |\n", p.name, p.errors, sum, fewer, milliseconds(median(p.times)), float64(median(p.times))/float64(median(all[0].times)))
	}
	return nil
}

// take notes what one round gave.
func (p *parsed) take(began time.Duration, parts []int, errors int) {
	p.times, p.parts, p.errors = append(p.times, cpuUsed()-began), parts, errors
}

func ownParts(p *parsed, mails []mail) error {
	parts, began := make([]int, len(mails)), cpuUsed()
	for i, one := range mails {
		m := message.Parse(one.raw)
		for _, field := range []string{"From", "To", "Subject"} {
			m.Header().Get(field)
		}
		m.Header().Date()
		leaves := m.Leaves()
		for _, leaf := range leaves {
			if leaf.IsText() {
				leaf.Text()
			}
		}
		parts[i] = len(leaves)
	}
	p.take(began, parts, 0)
	return nil
}

func enmimeParts(p *parsed, mails []mail) error {
	parts, errors, began := make([]int, len(mails)), 0, cpuUsed()
	for i, one := range mails {
		e, err := enmime.ReadEnvelope(bytes.NewReader(one.raw))
		if err != nil {
			errors++
			continue
		}
		for _, field := range []string{"From", "To", "Subject", "Date"} {
			e.GetHeader(field)
		}
		parts[i] = len(e.Root.DepthMatchAll(func(part *enmime.Part) bool { return part.FirstChild == nil }))
	}
	p.take(began, parts, errors)
	return nil
}

func pythonParts(ctx context.Context, o options, p *parsed, mails []mail) error {
	dir, err := os.MkdirTemp("", "reading-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for i, one := range mails {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d", i)), one.raw, 0o600); err != nil {
			return err
		}
	}
	var seconds float64
	var errors, sum int
	byFile := map[string]int{}
	if err := peer(ctx, o, &[]any{&seconds, &errors, &sum, &byFile}, "email", dir, "1"); err != nil {
		return err
	}
	parts := make([]int, len(mails))
	for i := range mails {
		parts[i] = byFile[fmt.Sprintf("%05d", i)]
	}
	p.times, p.parts, p.errors = append(p.times, time.Duration(seconds*float64(time.Second))), parts, errors
	return nil
}
