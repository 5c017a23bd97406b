package mailin

import (
	"context"
	"fmt"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/body"
	"sef.se/kontakten/mailin/employer"
	"sef.se/kontakten/mailin/kinds"
	"sef.se/kontakten/mailin/message"
	"sef.se/kontakten/mailin/underlag"
)

// MaxMessage is the largest message that is parsed; a larger one is kept and
// flagged (reliability.md §4, 11).
const MaxMessage = 36 << 20

// Moment says which day the relative words of a message count from.
type Moment struct {
	Today    register.Date // counts where it is set; else the message's own day
	Received register.Date // when it came in: decides centuries where the message tells no day
}

// Reader reads messages against one register snapshot.
type Reader struct {
	reg   *register.Register
	files underlag.Reader
	index *employer.Index
	rates []register.Rate
}

// New makes a Reader. files opens attachments.
func New(reg *register.Register, files underlag.Reader) *Reader {
	r := &Reader{reg: reg, files: files, index: employer.NewIndex(reg)}
	for _, a := range reg.Agreements() {
		r.rates = append(r.rates, a.Rates...)
	}
	return r
}

// ours tells the union's own addresses, whose messages are never new data.
func ours(address string) bool {
	_, domain, _ := strings.Cut(strings.ToLower(address), "@")
	return domain == "sef.se" || strings.HasSuffix(domain, ".sef.se")
}

// Read reads a raw message. It gives a Reading for every input; the error is
// that of ctx or of a sandbox that could not be started, and then the message
// must be read again.
func (r *Reader) Read(ctx context.Context, raw []byte, at Moment) (Reading, error) {
	if len(raw) > MaxMessage {
		return unreadable("Brevet är större än vad som läses."), nil
	}
	m := message.Parse(raw)
	if len(m.Problems) > 0 && m.Problems[0] == message.ProblemNoHeader {
		return unreadable("Filen har inget brevhuvud och är inget e-postmeddelande."), nil
	}
	w := r.newWork(m, at)
	if err := w.readFiles(ctx); err != nil {
		return Reading{}, fmt.Errorf("read message of %d bytes: %w", len(raw), err)
	}
	w.readTexts()
	w.readTables()
	w.tellCompany()
	w.readProse()
	w.judge()
	w.tellPeriod()
	w.draft()
	w.flag()
	return w.reading, nil
}

func unreadable(problem string) Reading {
	return Reading{Version: ReaderVersion, Kinds: []kinds.Kind{kinds.Other}, Flags: []string{FlagUnreadable}, Problem: problem}
}

// work is one message on its way through the reader.
type work struct {
	*Reader
	message *message.Message
	content content
	day     register.Date // of the message, or --today
	dated   bool          // day is known: relative words may count from it
	century register.Date // decides the century of ten-digit numbers

	extractions []underlag.Extraction // one a file, in the order of content.files
	groups      []group               // rows by the place they stand in
	later       []pending             // running text that waits for the company's members
	newText     string                // what the sender says now, without signatures
	allText     string                // with signatures
	verdict     kinds.Verdict
	company     employer.Verdict
	reading     Reading
}

func (r *Reader) newWork(m *message.Message, at Moment) *work {
	w := &work{Reader: r, message: m}
	w.day, w.dated = at.Today, !at.Today.IsZero()
	if sent, ok := m.Header().Date(); ok && !w.dated {
		w.day, w.dated = register.DateOf(sent), true
	}
	if w.century = w.day; !w.dated {
		w.century = at.Received
	}
	subject := m.Header().Get("Subject")
	w.content = collect(m, body.Context{Forward: isForwarded(subject), Ours: ours})
	w.reading = Reading{Version: ReaderVersion, Mail: mailOf(m, &w.content)}
	return w
}

func isForwarded(subject string) bool {
	head, _, _ := strings.Cut(subject, ":")
	switch strings.ToLower(strings.TrimSpace(head)) {
	case "vb", "fw", "fwd", "wg", "vidarebefordrat", "vidarebefordran", "vidare":
		return true
	}
	return false
}

// mailOf gives the message as a person reads it.
func mailOf(m *message.Message, c *content) Mail {
	h := m.Header()
	mail := Mail{
		From: h.Addresses("From"), To: h.Addresses("To"), ReplyTo: h.Addresses("Reply-To"),
		Subject:   oneLine(h.Get("Subject")),
		MessageID: firstID(h.Get("Message-ID")), InReplyTo: firstID(h.Get("In-Reply-To")),
		References: ids(h.Get("References")),
		Problems:   m.Problems,
	}
	mail.Date, _ = h.Date()
	var texts, pages []string
	for _, b := range c.bodies {
		if b.plain != nil {
			texts = append(texts, body.Join(b.plain.Lines))
		} else {
			texts = append(texts, body.Join(b.html.Lines))
		}
		if b.html != nil {
			pages = append(pages, b.source)
		}
	}
	mail.Text, mail.HTML = strings.Join(texts, "\n\n"), strings.Join(pages, "\n<hr>\n")
	return mail
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func firstID(value string) string {
	if all := ids(value); len(all) > 0 {
		return all[0]
	}
	return ""
}

// ids cuts a list of message ids and takes their brackets off.
func ids(value string) []string {
	var all []string
	for _, id := range strings.FieldsFunc(value, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' }) {
		if id = strings.Trim(id, "<>"); id != "" && len(all) < 100 {
			all = append(all, id)
		}
	}
	return all
}

// judge tells the kinds.
func (w *work) judge() {
	w.verdict = kinds.Decide(kinds.Input{
		Message: w.message,
		Subject: w.reading.Mail.Subject,
		Text:    w.newText,
		All:     w.allText,
		Facts:   w.facts(),
	})
	w.reading.Kinds, w.reading.FAQ = w.verdict.Kinds, w.verdict.FAQ
	for _, e := range w.verdict.Evidence {
		w.reading.Evidence = append(w.reading.Evidence, kindEvidence(e))
	}
	if w.verdict.Is(kinds.DeliveryFailure) {
		w.company = w.index.Tell(employer.Input{Addresses: failedRecipients(w.message, w.allText)})
	}
	w.reading.Company = w.company.Company
	for _, e := range w.company.Evidence {
		w.reading.Evidence = append(w.reading.Evidence, companyEvidence(e))
	}
	w.reading.AutoReplyAllowed, w.reading.AutoReplyWhy = kinds.MayAnswer(w.message.Header(), w.verdict, ours)
	w.reading.Said = said(w.newText + "\n" + w.reading.Mail.Subject)
	if w.verdict.Is(kinds.ContactPerson) {
		w.reading.Contact = contactIn(w.newText)
	}
}

// maxWords bounds the text whose words are judged: a request stands far before
// it.
const maxWords = 64 << 10

// readTexts joins the new text, without and with signatures.
func (w *work) readTexts() {
	var fresh, all []string
	for i := range w.content.bodies {
		s := w.content.bodies[i].lines()
		text := body.Join(s.New[:min(len(s.New), 2000)])
		fresh = append(fresh, text)
		all = append(all, text, body.Join(s.Signature))
	}
	w.newText = cut(strings.Join(fresh, "\n\n"), maxWords)
	w.allText = cut(strings.Join(all, "\n"), maxWords)
}

func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "")
}

// facts counts what reading the fees has shown.
func (w *work) facts() kinds.Facts {
	f := kinds.Facts{}
	_, f.Known = w.reg.Company(w.company.Company)
	for _, g := range w.groups {
		f.Rows += len(g.rows)
		f.StatedTotal = f.StatedTotal || g.total != nil
		f.Combined = f.Combined || g.combined
		if g.prose {
			f.Unread += len(g.unread)
		}
		f.Unpaired = f.Unpaired || g.unpaired && len(g.rows) == 0
	}
	if !f.Known && !w.anyNumber() {
		f.Rows, f.Nameless = 0, f.Rows
	}
	for i, e := range w.extractions {
		if e.Format == underlag.Empty {
			f.EmptyFiles++
			continue
		}
		f.DataFiles++
		if e.Problem != underlag.None {
			f.Unreadable++
		}
		if w.content.files[i].image {
			f.Pictures++
		}
		if e.Problem == underlag.ImageOnly || w.content.files[i].image {
			f.Images++
		}
	}
	if c, ok := w.reg.Company(w.company.Company); ok {
		f.PaperChannel = c.Channel == register.ChannelPaper
	}
	return f
}

// anyNumber tells whether a row has a personnummer, valid or not.
func (w *work) anyNumber() bool {
	for _, g := range w.groups {
		for _, row := range g.rows {
			if !row.Personnummer.IsZero() || row.Written != "" {
				return true
			}
		}
	}
	return false
}

// draft puts the rows together as one proposal.
func (w *work) draft() {
	d := avgiftslista.Draft{Company: w.reading.Company, Period: w.reading.Period}
	if w.verdict.Is(kinds.FeeData) {
		d.Rows = w.merged()
		d.StatedTotal = w.statedTotal(d.Rows)
		for _, g := range w.chosen() {
			d.Control = append(d.Control, g.control...)
		}
	}
	for _, g := range w.groups {
		d.Unread = append(d.Unread, g.unread...)
	}
	w.reading.Draft = d
}
