// Package outlook opens what Outlook puts mails and attachments into: the
// container winmail.dat (TNEF) and saved messages (.msg, an OLE compound file).
// It gives the files within and, of a message, its subject and text; everything
// else of MAPI is passed over.
package outlook

import "errors"

// ErrDamaged says that a container cannot be followed at all.
var ErrDamaged = errors.New("the Outlook file is damaged")

// Container is what was in a file of Outlook's.
type Container struct {
	Subject string
	Text    string // of a saved message; "" for winmail.dat, whose text the mail itself has
	Files   []File
}

// File is an attachment. Data is shared with the input.
type File struct {
	Name string
	Data []byte
}

// maxFiles bounds the attachments of one container.
const maxFiles = 100
