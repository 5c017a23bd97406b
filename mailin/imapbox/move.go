package imapbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/emersion/go-imap/v2"

	"sef.se/kontakten/mailin/mailbox"
)

// ErrRenumbered says that a folder has another UIDVALIDITY: the UID tells
// nothing any more.
var ErrRenumbered = errors.New("the folder's messages have new numbers")

// Move moves one message to another folder, which is made where it does not
// exist. A server without MOVE is refused, since the way round it would also
// expunge what colleagues have marked as deleted.
func (c *Client) Move(ctx context.Context, folder string, uidValidity, uid uint32, to string) (mailbox.Moved, error) {
	fail := func(err error) (mailbox.Moved, error) {
		return mailbox.Moved{}, fmt.Errorf("move UID %d of %s to %s: %w", uid, folder, to, err)
	}
	state, err := c.selectFolder(ctx, folder, true)
	if err != nil {
		return fail(err)
	}
	if state.validity != uidValidity {
		return fail(ErrRenumbered)
	}
	there, err := c.sizes(ctx, []uint32{uid})
	if err != nil {
		return fail(err)
	}
	if len(there) == 0 {
		return mailbox.Moved{}, nil
	}
	if !c.conn.Caps().Has(imap.CapMove) {
		return fail(errors.New("the server cannot MOVE"))
	}
	moved, err := c.move(ctx, uid, to)
	var refusal *imap.Error
	if errors.As(err, &refusal) && (refusal.Code == imap.ResponseCodeTryCreate || refusal.Code == imap.ResponseCodeNonExistent) {
		if err := c.createFolder(ctx, to); err != nil {
			return fail(err)
		}
		moved, err = c.move(ctx, uid, to)
	}
	if err != nil {
		return fail(err)
	}
	return moved, nil
}

// move moves a message of the open folder, and reads from COPYUID where it stands
// now.
func (c *Client) move(ctx context.Context, uid uint32, to string) (mailbox.Moved, error) {
	moved := mailbox.Moved{To: to}
	err := c.guard(ctx, c.patience, func() error {
		data, err := c.conn.Move(imap.UIDSetNum(imap.UID(uid)), to).Wait()
		if err != nil {
			return err
		}
		set, _ := data.DestUIDs.(imap.UIDSet)
		if uids, known := set.Nums(); known && len(uids) == 1 {
			moved.UIDValidity, moved.UID = data.UIDValidity, uint32(uids[0])
		}
		return nil
	})
	return moved, err
}

func (c *Client) createFolder(ctx context.Context, name string) error {
	err := c.guard(ctx, c.patience, func() error { return c.conn.Create(name, nil).Wait() })
	var refusal *imap.Error
	if errors.As(err, &refusal) && refusal.Code == imap.ResponseCodeAlreadyExists {
		return nil
	}
	if err != nil {
		return fmt.Errorf("create folder %s: %w", name, err)
	}
	// Without a subscription most mail programs do not show it to colleagues.
	return c.guard(ctx, c.patience, func() error { return c.conn.Subscribe(name).Wait() })
}

// Check tells whether each folder can be opened, for `config check`: nil for a
// folder that can.
func (c *Client) Check(ctx context.Context, folders []string) map[string]error {
	found := map[string]error{}
	for _, name := range folders {
		_, err := c.selectFolder(ctx, name, false)
		found[name] = err
	}
	return found
}

// CanMove tells whether the server can move messages.
func (c *Client) CanMove() bool { return c.conn.Caps().Has(imap.CapMove) }
