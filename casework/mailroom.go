package casework

import (
	"context"
	"time"

	"sef.se/kontakten/mailin/mailbox"
)

// StoredMessage is a message as it is kept.
type StoredMessage struct {
	ID         int64
	State      string // message.state: "new", "cased", "rejected", "aside"
	Reason     string // Swedish: why the server did not give its bytes
	ReceivedAt time.Time
	Wanted     bool // put into the queue folder by hand (R5)
	Erased     bool // our copy is erased
	Raw        []byte
}

// Place is where on the server a message stands as far as we know: where it was seen, or
// where we moved it from there.
type Place struct {
	Seen        Spot
	Folder      string // the server's name of the folder that it stands in now
	UIDValidity uint32
	UID         uint32
	Ours        bool // we moved it there
}

// Spot names the place where a message was seen, in the database.
type Spot struct {
	FolderID    int64
	UIDValidity uint32
	UID         uint32
}

// Mailroom is what the jobs need of the kept messages.
type Mailroom interface {
	// Message opens a message. Raw is nil where the server never gave it or our copy is
	// erased. NotFound.
	Message(ctx context.Context, id int64) (StoredMessage, error)
	// Places gives where a message stands, without the folders that have new numbers since.
	Places(ctx context.Context, id int64) ([]Place, error)
	// Moved notes where the message went that stood at the place.
	Moved(ctx context.Context, p Place, m mailbox.Moved) error
}

// Envelope is a row of the outbox on its way out.
type Envelope struct {
	ID         int64
	Recipient  string
	Subject    string
	Text       string
	MessageID  string // without brackets, as are the next two
	InReplyTo  string
	References []string
	Automatic  bool
	Mode       Mode
	Attempt    int // from 1
	Created    time.Time
}

// Delivery is what became of one attempt to send.
type Delivery struct {
	State  OutboxState // queued where it may be tried again
	Answer string      // the server's words, or what failed; for staff
}

// Sender sends one mail. It gives a Delivery for every outcome: a mail that cannot be sent
// is no fault of the program.
type Sender interface {
	Send(ctx context.Context, e Envelope) Delivery
}

// Outbox is what the jobs need of the outgoing mails.
type Outbox interface {
	// BeginSending takes a mail for lease: it counts an attempt and says so in the row
	// before anything is sent. Where e.Attempt is 0 nothing is to be sent now: wait says for
	// how long, 0 where it is sent, stopped or failed for good. NotFound.
	BeginSending(ctx context.Context, id int64, lease time.Duration) (e Envelope, wait time.Duration, err error)
	// EndSending notes what became of it; a queued or unknown one rests for wait.
	EndSending(ctx context.Context, id int64, d Delivery, wait time.Duration) error
}

// The queues of jobs: each is worked by the programs that have what it needs.
const (
	QueueReading = "default" // messages to read
	QueueMailbox = "mailbox" // moves on the mail server, one at a time
	QueueOutbox  = "outbox"  // mails to send, one at a time
	QueuePrint   = "print"   // files to draw and to hand to the printer
)

// QueueOf gives the queue of a kind of job.
func QueueOf(kind string) string {
	switch kind {
	case MoveMessage{}.Kind():
		return QueueMailbox
	case SendMail{}.Kind():
		return QueueOutbox
	case DrawBatch{}.Kind(), HandOver{}.Kind(), TendPrint{}.Kind():
		return QueuePrint
	}
	return QueueReading
}

// Folder is where a message is moved to; config names the server's folder for each.
type Folder string

// The folders of R5.
const (
	FolderCases   Folder = "cases"    // an employer's errand that has a case
	FolderMembers Folder = "members"  // a member's own errand, by a clerk's decision
	FolderNotOurs Folder = "not_ours" // no errand of ours, by a clerk's decision
)

// Job arguments hold ids only: what they are about is read again when the job runs. Kind is
// the name under which River keeps them.

// WorkMessage reads a stored message and records what was understood.
type WorkMessage struct {
	MessageID int64 `json:"message_id"`
}

// Kind names the job.
func (WorkMessage) Kind() string { return "work_message" }

// MoveMessage moves a message on the server to the folder that its state says (R5).
type MoveMessage struct {
	MessageID int64  `json:"message_id"`
	To        Folder `json:"to"`
}

// Kind names the job.
func (MoveMessage) Kind() string { return "move_message" }

// SendMail sends one row of the outbox.
type SendMail struct {
	OutboxID int64 `json:"outbox_id"`
}

// Kind names the job.
func (SendMail) Kind() string { return "send_mail" }

// DrawBatch draws one file of a run or of letters.
type DrawBatch struct {
	BatchID int64 `json:"batch_id"`
}

// Kind names the job.
func (DrawBatch) Kind() string { return "draw_batch" }

// TendPrint looks after what is printed: after an import, so that who became protected stands on
// no list from then on (R8).
type TendPrint struct{}

// Kind names the job.
func (TendPrint) Kind() string { return "tend_print" }

// HandOver gives one drawn file to the printer.
type HandOver struct {
	BatchID int64 `json:"batch_id"`
}

// Kind names the job.
func (HandOver) Kind() string { return "hand_over" }
