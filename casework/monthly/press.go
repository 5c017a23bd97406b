package monthly

import (
	"bytes"
	"context"
	"fmt"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/internal/register"
)

// Press draws lists and letters for one sender. It is safe for concurrent use.
type Press struct {
	Sender pdf.Sender
	Post   *letter.Post
}

// Numbered is a list with its letter number.
type Numbered struct {
	avgiftslista.List
	Letter letter.Number
}

// Pile is a drawn file of lists.
type Pile struct {
	PDF, Control, Index []byte
	First, Pages        []int // of each list: page it begins on, from 1, and number of pages
	Total               int   // pages of the PDF
}

// sender is the sender of a mode: only live prints slips that can be paid.
func (p Press) sender(mode casework.Mode) pdf.Sender {
	s := p.Sender
	s.Trial = s.Trial || mode != casework.ModeLive
	return s
}

// Lists draws file no of a run of so many files, with its control sheet and index.
func (p Press) Lists(ctx context.Context, lists []Numbered, mode casework.Mode, no, of int) (Pile, error) {
	sender, period := p.sender(mode), lists[0].Period
	summary := pdf.FileSummary{Period: period, File: no, Of: of, Name: fmt.Sprintf("listor-%s-%d.pdf", period, no)}
	var out, control, index bytes.Buffer
	var pile Pile
	batch := pdf.NewBatch(&out, sender, period)
	for _, l := range lists {
		if err := ctx.Err(); err != nil {
			return pile, err
		}
		placed, err := batch.Add(l.List, l.Letter.String())
		if err != nil {
			return pile, err
		}
		pile.First, pile.Pages = append(pile.First, placed.FirstPage), append(pile.Pages, placed.Pages)
		summary.Entries = append(summary.Entries, pdf.Entry{Number: l.Number, Company: l.Company, Letter: l.Letter.String(), Placed: placed})
	}
	summary.TotalPages = batch.Pages()
	pile.Total = summary.TotalPages
	if err := batch.Close(); err != nil {
		return pile, err
	}
	if err := pdf.WriteControlSheet(&control, sender, summary); err != nil {
		return pile, err
	}
	if err := pdf.WriteIndex(&index, sender, summary); err != nil {
		return pile, err
	}
	pile.PDF, pile.Control, pile.Index = out.Bytes(), control.Bytes(), index.Bytes()
	return pile, nil
}

// Nothing draws the file of a run whose lists were all taken out: a page that says so.
func (p Press) Nothing(period register.Period, mode casework.Mode) ([]byte, error) {
	var out bytes.Buffer
	err := pdf.NewBatch(&out, p.sender(mode), period).Close()
	return out.Bytes(), err
}

// One draws one list, or one sheet of it, as it was printed.
func (p Press) One(l Numbered, mode casework.Mode, sheet int) ([]byte, error) {
	var out bytes.Buffer
	batch := pdf.NewBatch(&out, p.sender(mode), l.Period)
	var err error
	if sheet == 0 {
		_, err = batch.Add(l.List, l.Letter.String())
	} else {
		err = batch.AddSheet(l.List, l.Letter.String(), sheet)
	}
	if err != nil {
		return nil, err
	}
	err = batch.Close()
	return out.Bytes(), err
}

// Alignment draws a sheet for each kind of envelope, to be folded and looked at in its window
// before the first batch.
func (p Press) Alignment() ([]byte, error) {
	var out bytes.Buffer
	err := pdf.WriteAlignment(&out, p.Sender)
	return out.Bytes(), err
}

// Item is one letter of a file.
type Item struct {
	Envelope letter.Envelope
	Content  letter.Content
}

// Letters draws letters into one file, a page each, with their control sheet.
func (p Press) Letters(items []Item, mode casework.Mode, on register.Date) (Pile, error) {
	post := p.Post.For(p.sender(mode))
	var out bytes.Buffer
	envelopes, contents := make([]letter.Envelope, len(items)), make([]letter.Content, len(items))
	pile := Pile{Total: len(items)}
	for i, item := range items {
		envelopes[i], contents[i] = item.Envelope, item.Content
		pile.First, pile.Pages = append(pile.First, i+1), append(pile.Pages, 1)
	}
	if err := post.WriteAll(&out, envelopes, contents); err != nil {
		return pile, err
	}
	pile.PDF = out.Bytes()
	var control bytes.Buffer
	if err := pdf.WriteLetterControl(&control, p.sender(mode), on, letterCounts(contents)); err != nil {
		return pile, err
	}
	pile.Control = control.Bytes()
	return pile, nil
}

// letterCounts gives how many letters of each kind there are, in the page's order, and of all kinds.
func letterCounts(contents []letter.Content) [][2]string {
	n := map[string]int{}
	for _, c := range contents {
		n[letter.Kind(c)]++
	}
	var lines [][2]string
	for _, kind := range LetterKinds() {
		if n[kind] > 0 {
			lines = append(lines, [2]string{KindWord(kind), fmt.Sprint(n[kind])})
		}
	}
	if len(lines) > 1 {
		lines = append(lines, [2]string{"Summa brev", fmt.Sprint(len(contents))})
	}
	return lines
}

// Job is a file for the printer.
type Job struct {
	Name   string // no company and no person: queues and logs show it
	PDF    []byte
	Duplex bool
}

// Printer takes a file and gives it to paper. internal/ipp fulfils it for a queue, internal/ipp's
// Folder for tests and for mode test.
type Printer interface {
	// Name says where the sheets come out, for the page.
	Name() string
	// Print hands a job over and gives the queue's answer.
	Print(ctx context.Context, job Job) (answer string, err error)
}
