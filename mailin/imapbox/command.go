package imapbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"sef.se/kontakten/internal/register"
)

// guard runs one command. Where it does not end in time, or ctx does, the
// connection is closed, which frees the command; the client is then of no use.
func (c *Client) guard(ctx context.Context, patience time.Duration, command func() error) error {
	watchdog := time.AfterFunc(patience, func() { _ = c.conn.Close() })
	release := context.AfterFunc(ctx, func() { _ = c.conn.Close() })
	err := command()
	inTime, running := watchdog.Stop(), release()
	switch {
	case !running:
		return context.Cause(ctx)
	case !inTime:
		return fmt.Errorf("no answer within %s", patience)
	}
	return err
}

// answered tells whether the server itself said no, so that the connection is
// still good.
func answered(err error) bool {
	var refusal *imap.Error
	return errors.As(err, &refusal)
}

// folderState is a selected folder.
type folderState struct {
	validity uint32
	next     uint32 // the next message will have this UID or a higher one
}

// selectFolder opens a folder; only a move opens it for writing.
func (c *Client) selectFolder(ctx context.Context, name string, write bool) (state folderState, err error) {
	err = c.guard(ctx, c.patience, func() error {
		data, err := c.conn.Select(name, &imap.SelectOptions{ReadOnly: !write}).Wait()
		if err != nil {
			return err
		}
		state = folderState{validity: data.UIDValidity, next: uint32(data.UIDNext)}
		return nil
	})
	if err == nil && state.validity == 0 {
		err = errors.New("the server gives no UIDVALIDITY")
	}
	if err != nil {
		return state, fmt.Errorf("open folder %s: %w", name, err)
	}
	return state, nil
}

// exists tells whether there is a folder of that name.
func (c *Client) exists(ctx context.Context, name string) (there bool, err error) {
	err = c.guard(ctx, c.patience, func() error {
		found, err := c.conn.List("", name, nil).Collect()
		there = len(found) > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("look for folder %s: %w", name, err)
	}
	return there, nil
}

// uidsSince gives, ascending, the UIDs above last of messages that arrived on
// day or later.
func (c *Client) uidsSince(ctx context.Context, last uint32, day register.Date) (uids []uint32, err error) {
	criteria := &imap.SearchCriteria{UID: []imap.UIDSet{{imap.UIDRange{Start: imap.UID(last) + 1, Stop: 0}}}}
	if !day.IsZero() {
		// The server compares its own days: one more, so that none is lost at the edge.
		criteria.Since = day.AddDays(-1).Time()
	}
	err = c.guard(ctx, c.patience, func() error {
		found, err := c.conn.UIDSearch(criteria, nil).Wait()
		if err != nil {
			return err
		}
		for _, uid := range found.AllUIDs() {
			// "n:*" also names the last message where n is beyond it.
			if uint32(uid) > last {
				uids = append(uids, uint32(uid))
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("search above UID %d: %w", last, err)
	}
	slices.Sort(uids)
	return slices.Compact(uids), nil
}

// about is what a folder tells of a message before its body.
type about struct {
	uid      uint32
	received time.Time
	size     int64
}

// sizes gives what the folder tells of the messages, ascending. Those that are
// gone meanwhile are not among them.
func (c *Client) sizes(ctx context.Context, uids []uint32) (list []about, err error) {
	options := &imap.FetchOptions{UID: true, InternalDate: true, RFC822Size: true}
	err = c.fetch(ctx, uids, options, c.patience, func(m about, _ []byte) { list = append(list, m) })
	if err != nil {
		return nil, fmt.Errorf("sizes of %d messages: %w", len(uids), err)
	}
	slices.SortFunc(list, func(a, b about) int { return int(int64(a.uid) - int64(b.uid)) })
	return list, nil
}

// slowest is the rate below which a transfer is given up.
const slowest = 32 << 10 // bytes a second

// bodies fetches whole messages. What the server does not give is not in the map:
// the caller compares. Nothing is given where the command did not end well.
func (c *Client) bodies(ctx context.Context, batch []about) (map[uint32][]byte, error) {
	uids := make([]uint32, len(batch))
	var total int64
	for i, m := range batch {
		uids[i] = m.uid
		total += m.size
	}
	found := make(map[uint32][]byte, len(batch))
	options := &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{{Peek: true}}}
	patience := c.patience + time.Duration(total/slowest)*time.Second
	err := c.fetch(ctx, uids, options, patience, func(m about, body []byte) {
		if body != nil {
			found[m.uid] = body
		}
	})
	if err != nil {
		return nil, fmt.Errorf("fetch %d messages from UID %d: %w", len(uids), uids[0], err)
	}
	return found, nil
}

// headers gives chosen header fields of messages, by UID. What does not come is
// not in the map.
func (c *Client) headers(ctx context.Context, uids []uint32, fields ...string) (map[about][]byte, error) {
	found := make(map[about][]byte, len(uids))
	options := &imap.FetchOptions{UID: true, InternalDate: true,
		BodySection: []*imap.FetchItemBodySection{{Peek: true, Specifier: imap.PartSpecifierHeader, HeaderFields: fields}}}
	if err := c.fetch(ctx, uids, options, c.patience, func(m about, header []byte) { found[m] = header }); err != nil {
		return nil, fmt.Errorf("headers of %d messages: %w", len(uids), err)
	}
	return found, nil
}

// fetch runs one FETCH and hands over each message that came with its UID.
func (c *Client) fetch(ctx context.Context, uids []uint32, options *imap.FetchOptions, patience time.Duration, each func(about, []byte)) error {
	var set imap.UIDSet
	for _, uid := range uids {
		set.AddNum(imap.UID(uid))
	}
	return c.guard(ctx, patience, func() error {
		command := c.conn.Fetch(set, options)
		for message := command.Next(); message != nil; message = command.Next() {
			m, body, err := readMessage(message)
			switch {
			case errors.Is(err, errShort):
				// The connection is gone. The library would read the body once more
				// beside its own decoder, so the command is left alone.
				go func() { _ = c.conn.Close() }()
				return err
			case err != nil:
				// Its rest cannot be told from what follows. Close waits for the
				// decoder, which waits for command.Close to pass over the rest.
				go func() { _ = c.conn.Close() }()
				return errors.Join(err, command.Close())
			case m.uid != 0:
				each(m, body)
			}
		}
		return command.Close()
	})
}

func readMessage(message *imapclient.FetchMessageData) (m about, body []byte, err error) {
	for item := message.Next(); item != nil; item = message.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			m.uid = uint32(item.UID)
		case imapclient.FetchItemDataInternalDate:
			m.received = item.Time
		case imapclient.FetchItemDataRFC822Size:
			m.size = item.Size
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil {
				continue // BODY[] NIL: gone meanwhile
			}
			if body, err = readLiteral(item.Literal); err != nil {
				return m, nil, err
			}
		}
	}
	return m, body, nil
}

// errShort says that a connection ended within a body.
var errShort = errors.New("the body ends early")

// readLiteral reads a body to its announced length and not a byte less.
func readLiteral(literal imap.LiteralReader) ([]byte, error) {
	size := literal.Size()
	if size < 0 || size > maxMessage {
		return nil, fmt.Errorf("the server announces a body of %d bytes", size)
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(literal, body); err != nil {
		return nil, fmt.Errorf("%w: %d bytes were announced: %w", errShort, size, err)
	}
	return body, nil
}
