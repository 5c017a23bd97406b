package imapbox

import (
	"bufio"
	"bytes"
	"context"
	"net/textproto"
	"slices"
	"strings"

	"sef.se/kontakten/mailin/mailbox"
)

// sentAtOnce is how many sent mails one transaction notes.
const sentAtOnce = 500

// readSent reads who answers what out of a folder of sent mail. Nothing else of
// colleagues' mail leaves the server.
func (r *reading) readSent(ctx context.Context, client *Client, uids []uint32) error {
	for some := range slices.Chunk(uids, sentAtOnce) {
		headers, err := client.headers(ctx, some, "Message-ID", "In-Reply-To", "References")
		if err != nil {
			r.line.hangUp()
			return err
		}
		noted := mailbox.Replies{UIDValidity: r.validity, UpTo: some[len(some)-1]}
		for m, header := range headers {
			if reply := replyOf(m, header); reply.MessageID != "" && len(reply.Answers) > 0 {
				noted.Replies = append(noted.Replies, reply)
			}
		}
		slices.SortFunc(noted.Replies, func(a, b mailbox.Reply) int { return int(int64(a.UID) - int64(b.UID)) })
		if err := r.Keeper.NoteReplies(ctx, r.cursor, noted); err != nil {
			return err
		}
	}
	return nil
}

// replyOf reads the ids. A header that is broken tells what it can.
func replyOf(m about, header []byte) mailbox.Reply {
	fields, _ := textproto.NewReader(bufio.NewReader(bytes.NewReader(header))).ReadMIMEHeader()
	reply := mailbox.Reply{UID: m.uid, Sent: m.received}
	if own := ids(fields.Get("Message-Id")); len(own) > 0 {
		reply.MessageID = own[0]
	}
	answers := append(ids(fields.Get("References")), ids(fields.Get("In-Reply-To"))...)
	slices.Sort(answers)
	reply.Answers = slices.Compact(answers)
	return reply
}

// ids takes the message ids out of a field, without brackets.
func ids(field string) (list []string) {
	const most = 100
	for _, id := range strings.Fields(field) {
		if id = strings.Trim(id, "<>,"); id != "" && len(list) < most {
			list = append(list, id)
		}
	}
	return list
}
