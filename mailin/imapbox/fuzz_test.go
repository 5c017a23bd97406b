package imapbox

import (
	"io"
	"net"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// FuzzServer lets a server answer anything to a selection and a fetch: the client ends, with or without an error, and
// never takes a body of other than its announced length.
func FuzzServer(f *testing.F) {
	f.Add([]byte("* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 9] x\r\nT1 OK [READ-ONLY] done\r\n"), []byte("* 1 FETCH (UID 4 RFC822.SIZE 5 BODY[] {5}\r\nabcde)\r\nT2 OK done\r\n"))
	f.Add([]byte("T1 NO no\r\n"), []byte("T2 BAD bad\r\n"))
	f.Add([]byte("* OK [UIDVALIDITY 7]\r\nT1 OK x\r\n"), []byte("* 1 FETCH (UID 4 INTERNALDATE \"24-Nov-2026 10:00:00 +0100\" BODY[] NIL)\r\n* BYE\r\n"))
	f.Fuzz(func(t *testing.T, selected, fetched []byte) {
		ours, theirs := net.Pipe()
		go func() {
			defer theirs.Close()
			go func() { _, _ = io.Copy(io.Discard, theirs) }()
			for _, part := range [][]byte{[]byte("* OK [CAPABILITY IMAP4rev1] hello\r\n"), selected, fetched} {
				if _, err := theirs.Write(part); err != nil {
					return
				}
			}
		}()
		conn := imapclient.New(ours, nil)
		defer conn.Close()
		c := &Client{conn: conn, patience: 5 * time.Second}
		_, _ = c.selectFolder(t.Context(), "INBOX", false)
		options := &imap.FetchOptions{UID: true, RFC822Size: true, InternalDate: true, BodySection: []*imap.FetchItemBodySection{{Peek: true}}}
		_ = c.fetch(t.Context(), []uint32{4}, options, c.patience, func(m about, body []byte) {
			if m.uid == 0 || len(body) > len(fetched)+len(selected) {
				t.Errorf("a body of %d bytes for uid %d", len(body), m.uid)
			}
		})
	})
}

// FuzzReplyHeader reads the ids of whatever stands in the folder of sent mail.
func FuzzReplyHeader(f *testing.F) {
	f.Add([]byte("Message-ID: <a@b>\r\nReferences: <c@d> <e@f>\r\nIn-Reply-To: <c@d>\r\n\r\n"))
	f.Add([]byte("Message-ID:\r\n \r\n\xff"))
	f.Fuzz(func(t *testing.T, header []byte) {
		if r := replyOf(about{uid: 1}, header); len(r.Answers) > 200 {
			t.Fatalf("%d answers", len(r.Answers))
		}
	})
}
