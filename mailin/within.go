package mailin

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/mailin/body"
	"sef.se/kontakten/mailin/message"
	"sef.se/kontakten/mailin/underlag"
)

// What one message may cost. Each file has the sandbox's limits for itself; these bound them together.
const (
	maxFiles    = 100 // that are opened
	maxBreaches = 3   // files that kill or hold up their reader, after which no other is opened
	maxMails    = 100 // mails within the mail
)

// openFiles opens the files of the message in their order and gives each to visit, with its number.
//
//	file ─▶ read ─┬▶ a mail (.eml whatever it is called, .msg): its body and its files stand in its place
//	              ├▶ mails within it (in an archive, in winmail.dat): theirs follow it
//	              └▶ visit
//
// A mail within is content of the sender's like a forwarded one; its files are named by the way to them.
func (w *work) openFiles(ctx context.Context, visit func(in underlag.Input, doc underlag.Document)) error {
	c, breaches := &w.content, 0
	for i := 0; i < len(c.files); {
		f := c.files[i]
		in := underlag.Input{Data: f.part.Data, Name: f.part.Name, MediaType: f.part.MediaType, Index: i + 1}
		doc := underlag.Document{Name: in.Name}
		switch {
		case i >= maxFiles:
			doc.Problem = underlag.TooMany
		case breaches >= maxBreaches:
			doc.Problem = underlag.Unopened
		default:
			var err error
			if doc, err = w.files.Read(ctx, in); err != nil {
				return fmt.Errorf("attachment %d: %w", in.Index, err)
			}
		}
		if doc.Problem == underlag.Crashed || doc.Problem == underlag.TimedOut {
			breaches++
		}
		inner, replaced := w.within(&doc, f)
		if replaced {
			c.logos = append(c.logos, f)
			c.files = slices.Replace(c.files, i, i+1, inner...)
			continue
		}
		c.files = slices.Insert(c.files, i+1, inner...)
		visit(in, doc)
		i++
	}
	return nil
}

// within takes the mails that a file is or holds: their bodies into the content, their files to its caller.
func (w *work) within(doc *underlag.Document, f file) (inner []file, replaced bool) {
	if doc.Problem != underlag.None || f.image {
		return nil, false
	}
	own := doc.Own
	switch doc.Format {
	case underlag.Message:
		own = f.part.Data
		fallthrough
	case underlag.MSG:
		if !w.mayOpen(f) {
			doc.Problem = underlag.TooDeep
			return nil, false
		}
		return w.addMail(own, f, f.part.Name), true
	case underlag.TNEF:
		if own != nil && !w.hasWords() && w.mayOpen(f) {
			inner = w.addMail(own, f, f.part.Name)
		}
	}
	for i := range doc.Files {
		m := &doc.Files[i]
		switch {
		case m.Format != underlag.Message && m.Format != underlag.MSG || m.Problem != underlag.None:
		case !w.mayOpen(f):
			m.Problem = underlag.TooDeep
		default:
			inner = append(inner, w.addMail(m.Own, f, f.part.Name+"/"+m.Name)...)
		}
	}
	return inner, false
}

// mayOpen tells whether another mail may be opened within a file.
func (w *work) mayOpen(f file) bool { return f.depth < maxForwarded && w.content.messages < maxMails }

// hasWords tells whether a body of the message says anything.
func (w *work) hasWords() bool {
	return slices.ContainsFunc(w.content.bodies, func(b textBody) bool {
		return b.plain != nil && b.plain.Words() > 0 || b.html != nil && b.html.Words() > 0
	})
}

// addMail sorts a mail that lies in file f into the content and gives its files. What a person can download of them is
// the whole file.
func (w *work) addMail(raw []byte, f file, name string) []file {
	m := message.Parse(raw)
	n := w.content.messages + 1
	c := &collector{context: body.Context{Ours: ours}, place: fmt.Sprintf("message %d %s", n, avgiftslista.PartBody), subject: m.Header().Get("Subject")}
	c.messages, c.report = n, isReport(m.Root)
	c.walk(m.Root, 0)
	w.content.messages = c.messages
	w.content.bodies = append(w.content.bodies, c.bodies...)
	for _, a := range m.Header().Addresses("From") {
		w.content.senders = append(w.content.senders, a.Addr)
	}
	w.content.senders = append(w.content.senders, c.senders...)
	for i := range c.files {
		g := &c.files[i]
		g.part.Index, g.part.Name, g.depth = f.part.Index, strings.TrimPrefix(name+"/"+g.part.Name, "/"), f.depth+1
	}
	return c.files
}
