// Package mailbox holds the values that pass between a mailbox and whoever keeps
// its messages: raw bytes with their place, and how far a folder has been read.
//
//	mailin/imapbox  fetches        → [Raw] → a [Keeper] stores them
//	(or the demo)     from its Cursor          and moves the Cursor with them
//
// A message is its bytes. Where it stood is its place: folder, UIDVALIDITY, UID.
// The same bytes at another place are the same message.
package mailbox

import (
	"context"
	"time"

	"sef.se/kontakten/internal/register"
)

// Role says what a folder is for.
type Role string

// The roles of polled folders.
const (
	Inbox Role = "inbox" // what companies write
	Queue Role = "queue" // colleagues put mail here that shall become a case whatever it is (practice.md R5)
	Sent  Role = "sent"  // what colleagues have sent: only who answers what is read, so that nobody answers twice
)

// Folder is a folder to poll.
type Folder struct {
	Mailbox string // the mailbox's address
	Name    string
	Role    Role
	Since   register.Date // mail that arrived before is not ours; used at the first connection
}

// Cursor is how far a folder has been read: all messages of UIDValidity up to
// LastUID are kept.
type Cursor struct {
	Folder      int64 // the keeper's id of the folder
	Role        Role
	Since       register.Date
	UIDValidity uint32 // 0: never read
	LastUID     uint32
}

// Raw is one message as the server gave it.
type Raw struct {
	UID      uint32
	Received time.Time // the server's date of arrival (INTERNALDATE)
	Size     int64     // as the server tells it
	// Data is the whole message; nil where the server would not give it, and
	// then Problem says why, in Swedish.
	Data    []byte
	Problem string
}

// Batch is what one transaction keeps.
type Batch struct {
	UIDValidity uint32
	// UpTo is where the cursor stands afterwards: no UID up to it is missing from
	// this batch and those before.
	UpTo     uint32
	Messages []Raw
}

// Reply is a mail that a colleague sent: what it answers, and nothing of what it
// says.
type Reply struct {
	UID       uint32
	Sent      time.Time // when it came into the folder
	MessageID string    // without brackets, as are Answers
	Answers   []string  // In-Reply-To and References
}

// Replies is what one transaction notes of a folder of sent mail.
type Replies struct {
	UIDValidity uint32
	UpTo        uint32
	Replies     []Reply
}

// Kept says what became of a batch.
type Kept struct {
	New   int // messages whose bytes were not known
	Known int // seen before, here or at another place
}

// Moved is what became of the move of one message. To is "" where the message no
// longer stood there: somebody else has moved or deleted it. The numbers in the
// new folder are 0 where the server does not tell them.
type Moved struct {
	To          string
	UIDValidity uint32
	UID         uint32
}

// Keeper keeps messages and cursors. casework/store fulfils it.
type Keeper interface {
	// Cursor gives how far a folder has been read and makes the folder known.
	Cursor(ctx context.Context, f Folder) (Cursor, error)
	// Polled says which folders of a mailbox are read from now on; the others'
	// age counts no more.
	Polled(ctx context.Context, address string, folders []string) error
	// KeepBatch stores the raw bytes, their places, their jobs and the cursor in
	// one transaction. c is the cursor as it was when the reading began: where
	// the folder was meanwhile read under another UIDVALIDITY, nothing is kept
	// and the error says so.
	KeepBatch(ctx context.Context, c Cursor, b Batch) (Kept, error)
	// NoteReplies notes which cases colleagues have answered, with the cursor. A
	// mail that answers nothing of ours leaves no trace in a case.
	NoteReplies(ctx context.Context, c Cursor, r Replies) error
	// Fetched notes that the folder was read to its end without a failure.
	Fetched(ctx context.Context, c Cursor) error
	// FetchFailed notes why it was not.
	FetchFailed(ctx context.Context, c Cursor, reason string) error
	// TryLock takes the right to read a mailbox, or reports false where another
	// program has it. unlock gives it back.
	TryLock(ctx context.Context, address string) (unlock func(), ok bool, err error)
}
