package jobs

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/kinds"
	"sef.se/kontakten/mailin/message"
)

// readingOf gives what the reader understood as the casework floor keeps it.
func readingOf(m mailin.Reading, raw []byte) casework.Reading {
	r := casework.Reading{
		Reader: m.Version, FAQ: m.FAQ, Company: m.Company, Period: m.Period, Draft: m.Draft,
		Said:  ledger.Said{Correction: m.Said.Correction, Further: m.Said.Further},
		Flags: m.Flags, Findings: m.Findings, Problem: m.Problem,
		Sender:  sender(m.Mail.From),
		Header:  casework.Threads{MessageID: m.Mail.MessageID, InReplyTo: m.Mail.InReplyTo, References: m.Mail.References},
		Answer:  casework.Answering{Allowed: m.AutoReplyAllowed, Why: m.AutoReplyWhy},
		Numbers: numbersIn(m.Mail.Subject + "\n" + m.Mail.Text),
		Mail:    mailOf(m, raw),
	}
	for _, k := range m.Kinds {
		r.Kinds = append(r.Kinds, string(k))
		if k == kinds.PaperRequest {
			r.Channel = register.ChannelPaper
		}
	}
	for _, e := range m.Evidence {
		r.Evidence = append(r.Evidence, casework.Evidence(e))
	}
	if !m.Contact.IsZero() {
		r.Contact = &casework.Contact{Name: m.Contact.Name, Email: m.Contact.Email, Mobile: m.Contact.Mobile}
	}
	return r
}

func mailOf(m mailin.Reading, raw []byte) casework.Mail {
	sum := sha256.Sum256(raw)
	mail := casework.Mail{From: addresses(m.Mail.From), To: addresses(m.Mail.To), ReplyTo: addresses(m.Mail.ReplyTo),
		Subject: m.Mail.Subject, Date: m.Mail.Date, Text: m.Mail.Text, HTML: m.Mail.HTML,
		SHA256: hex.EncodeToString(sum[:]), Answers: "allowed"}
	if !m.AutoReplyAllowed {
		mail.Answers = m.AutoReplyWhy
	}
	for _, f := range m.Mail.Files {
		mail.Files = append(mail.Files, casework.Attachment{Index: f.Index, Part: f.Part, Name: f.Name, MediaType: f.MediaType,
			Size: f.Size, Problem: f.Problem})
	}
	return mail
}

// sender is the one address that a mail comes from; two have no authority.
func sender(from []message.Address) string {
	if len(from) != 1 {
		return ""
	}
	return from[0].Addr
}

func addresses(list []message.Address) string {
	var written []string
	for _, a := range list {
		if a.Name == "" {
			written = append(written, a.Addr)
		} else {
			written = append(written, a.Name+" <"+a.Addr+">")
		}
	}
	return strings.Join(written, ", ")
}

var numberPattern = regexp.MustCompile(`\b(?:19|20)?\d{6}[-+ ]?\d{4}\b`)

// numbersIn finds every valid personnummer in a text: a mail that names a
// protected person anywhere is restricted before anybody sees it (R8).
func numbersIn(text string) []register.Personnummer {
	var found []register.Personnummer
	seen := map[register.Personnummer]bool{}
	for _, match := range numberPattern.FindAllString(text, -1) {
		written := strings.ReplaceAll(match, " ", "")
		// Either century may be meant: to restrict one mail too many is the lesser fault.
		for _, on := range []register.Date{{Year: 1999, Month: 12, Day: 31}, {Year: 2099, Month: 12, Day: 31}} {
			if p, err := register.ParsePersonnummer(written, on); err == nil && !seen[p] {
				seen[p] = true
				found = append(found, p)
			}
		}
	}
	return found
}
