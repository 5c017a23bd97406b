package demo

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"net/mail"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

//go:embed data/register data/mails
var data embed.FS

// Address is where companies write to.
const Address = "kontakten@sef.se"

// Mail is a sample message.
type Mail struct {
	Name     string // 01-inloggning-aldrig-fatt.eml
	Raw      []byte
	Received time.Time // when the mailbox got it
}

// Register gives the folder with companies.csv, members.csv and agreements.csv.
func Register() (fs.FS, error) { return fs.Sub(data, "data/register") }

// Mails gives the sample messages in the order of their names.
func Mails() ([]Mail, error) {
	names, err := fs.Glob(data, "data/mails/*.eml") // sorted
	if err != nil {
		return nil, err
	}
	mails := make([]Mail, 0, len(names))
	for _, name := range names {
		raw, err := data.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("sample mail %s: %w", name, err)
		}
		mails = append(mails, Mail{Name: path.Base(name), Raw: raw, Received: received(raw)})
	}
	return mails, nil
}

// received is the time that a mailbox's server would have noted: that of the topmost Received line, else the date of
// the message, else the Unix epoch, so that it is the same at each start.
func received(raw []byte) time.Time {
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return time.Unix(0, 0)
	}
	if lines := msg.Header["Received"]; len(lines) > 0 {
		stamp := lines[0][strings.LastIndex(lines[0], ";")+1:]
		if at, err := mail.ParseDate(strings.TrimSpace(stamp)); err == nil {
			return at
		}
	}
	if at, err := msg.Header.Date(); err == nil {
		return at
	}
	return time.Unix(0, 0)
}

// senders finds the domains of addresses in the samples.
var senders = regexp.MustCompile(`@[A-Za-z0-9.-]+\.example\b`)

// Domains gives every domain of the samples, as "@bolag.example": all whom the demo may write to.
func Domains() ([]string, error) {
	found := map[string]bool{}
	err := fs.WalkDir(data, "data", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := data.ReadFile(path)
		for _, domain := range senders.FindAll(text, -1) {
			found[strings.ToLower(string(domain))] = true
		}
		return err
	})
	return slices.Sorted(maps.Keys(found)), err
}
