// Package outlook opens what Outlook puts mails and attachments into: the
// container winmail.dat (TNEF) and saved messages (.msg, an OLE compound file).
// It gives the message with its attachments, mails within the mail too, and
// writes it as an RFC 5322 message, so that one reader of mail reads them all.
//
//	.msg         compound file ─▶ properties (text, HTML, RTF) and attachments ┐
//	winmail.dat  attributes    ─▶ the same properties                          ├▶ Message ─▶ EML
//	             an embedded message is a Message within                       ┘
//
// Everything else of MAPI is passed over. Names and numbers of properties:
// MS-OXPROPS; layout: MS-OXMSG, MS-OXTNEF, MS-OXRTFCP.
package outlook

import (
	"errors"
	"time"
)

// ErrDamaged says that a container cannot be followed at all.
var ErrDamaged = errors.New("the Outlook file is damaged")

// Message is a mail as Outlook keeps it; every field may be empty.
type Message struct {
	Subject  string
	From     string // the sender's name
	Address  string // the sender's SMTP address
	To       string // as shown
	Sent     time.Time
	Text     string
	HTML     []byte
	Codepage int    // of HTML; 0 where the file does not say
	RTF      []byte // unpacked
	Files    []File
}

// File is an attachment. Data is shared with the input; a message that was
// attached to the message is Message instead.
type File struct {
	Name    string
	Data    []byte
	Message *Message
}

const (
	maxFiles = 100 // attachments of one container
	maxDepth = 4   // messages within messages
)

// IsEmpty tells whether a message holds nothing to read.
func (m *Message) IsEmpty() bool {
	return m.Text == "" && len(m.HTML) == 0 && len(m.RTF) == 0 && len(m.Files) == 0
}

// The MAPI properties that are read.
const (
	propSubject     = 0x0037
	propSubmit      = 0x0039
	propSenderName  = 0x0c1a
	propSenderMail  = 0x0c1f
	propSenderSMTP  = 0x5d01
	propDisplayTo   = 0x0e04
	propDelivered   = 0x0e06
	propBody        = 0x1000
	propRTF         = 0x1009
	propHTML        = 0x1013
	propData        = 0x3701
	propName        = 0x3704
	propLongName    = 0x3707
	propDisplayName = 0x3001
	propCodepage    = 0x3ffd // of strings in bytes
	propInternet    = 0x3fde // of the HTML
)

// The types of properties that are read.
const (
	typeLong   = 0x0003
	typeObject = 0x000d
	typeANSI   = 0x001e
	typeWide   = 0x001f
	typeTime   = 0x0040
	typeBinary = 0x0102
)

// property takes one property of a message. Strings in bytes are in the code
// page that was set before.
func (m *Message) property(id, kind int, value []byte, codepage int) {
	text := func(into *string) {
		if *into == "" {
			*into = stringOf(kind, value, codepage)
		}
	}
	switch id {
	case propSubject:
		text(&m.Subject)
	case propSenderName:
		text(&m.From)
	case propSenderSMTP, propSenderMail:
		if s := stringOf(kind, value, codepage); isAddress(s) {
			m.Address = s
		}
	case propDisplayTo:
		text(&m.To)
	case propBody:
		text(&m.Text)
	case propHTML:
		m.HTML = value
		if kind == typeWide {
			m.HTML, m.Codepage = []byte(wide(value)), 65001
		}
	case propRTF:
		if rtf, err := unpackRTF(value); err == nil {
			m.RTF = rtf
		}
	case propInternet:
		if m.Codepage == 0 {
			m.Codepage = longOf(value)
		}
	case propSubmit, propDelivered:
		if m.Sent.IsZero() || id == propSubmit {
			m.Sent = timeOf(value)
		}
	}
}

// property takes one property of an attachment.
func (f *File) property(id, kind int, value []byte, codepage int) {
	switch id {
	case propData:
		if kind == typeBinary && f.Data == nil {
			f.Data = value
		}
	case propLongName:
		if s := stringOf(kind, value, codepage); s != "" {
			f.Name = s
		}
	case propName, propDisplayName:
		if f.Name == "" {
			f.Name = stringOf(kind, value, codepage)
		}
	}
}
