package casework

// Job arguments hold ids only: what they are about is read again when the job runs. Kind is
// the name under which River keeps them.

// Folder is where a message is moved to; config names the server's folder for each.
type Folder string

// The folders of R5.
const (
	FolderCases   Folder = "cases"    // an employer's errand that has a case
	FolderMembers Folder = "members"  // a member's own errand, by a clerk's decision
	FolderNotOurs Folder = "not_ours" // no errand of ours, by a clerk's decision
)

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

// DrawBatch draws the print file of a batch whose numbers stand.
type DrawBatch struct {
	BatchID int64 `json:"batch_id"`
}

// Kind names the job.
func (DrawBatch) Kind() string { return "draw_batch" }

// WakeCases is the daily look at waiting cases whose date has come.
type WakeCases struct{}

// Kind names the job.
func (WakeCases) Kind() string { return "wake_cases" }
