package imapbox

import (
	"context"
	"fmt"
	"log/slog"
	"slices"

	"sef.se/kontakten/mailin/mailbox"
)

// bodyTries is how often a single message may break the connection before it is
// kept without its bytes.
const bodyTries = 3

// fetchAll fetches the messages in batches and hands each over. UpTo of a batch
// covers the UIDs that were gone as well.
func (r *reading) fetchAll(ctx context.Context, uids []uint32, hand func(mailbox.Batch) error) error {
	for len(uids) > 0 {
		some := uids[:min(len(uids), sizesAtOnce)]
		uids = uids[len(some):]
		list, err := r.sizes(ctx, some)
		if err != nil {
			return err
		}
		r.result.Gone += len(some) - len(list)
		last := some[len(some)-1]
		list = r.ours(list)
		for len(list) > 0 {
			n := cut(list)
			raws, err := r.bodies(ctx, list[:n])
			if err != nil {
				return err
			}
			upTo := list[n-1].uid
			if n == len(list) {
				upTo = last // what is above was gone, or is not ours
			}
			if err := hand(mailbox.Batch{UIDValidity: r.validity, UpTo: upTo, Messages: raws}); err != nil {
				return err
			}
			if list = list[n:]; len(list) == 0 {
				last = 0
			}
		}
		if last != 0 {
			if err := hand(mailbox.Batch{UIDValidity: r.validity, UpTo: last}); err != nil {
				return err
			}
		}
	}
	return nil
}

// ours leaves out what arrived before the chosen day. The search is by the
// server's days and one too wide.
func (r *reading) ours(list []about) []about {
	if r.cursor.Since.IsZero() {
		return list
	}
	first := r.cursor.Since.Time()
	return slices.DeleteFunc(list, func(m about) bool { return m.received.Before(first) })
}

// cut tells how many of the messages make the next batch.
func cut(list []about) int {
	if list[0].size >= aloneBytes {
		return 1
	}
	var bytes int64
	for i, m := range list {
		bytes += m.size
		if i == batchMessages || i > 0 && (bytes > batchBytes || m.size >= aloneBytes) {
			return i
		}
	}
	return len(list)
}

// sizes asks once more on a new connection where the old one was lost.
func (r *reading) sizes(ctx context.Context, uids []uint32) ([]about, error) {
	client, err := r.line.get(ctx)
	if err != nil {
		return nil, err
	}
	list, err := client.sizes(ctx, uids)
	if err == nil || ctx.Err() != nil {
		return list, err
	}
	r.line.hangUp()
	if client, _, err = r.open(ctx); err != nil {
		return nil, err
	}
	if list, err = client.sizes(ctx, uids); err != nil {
		r.line.hangUp()
	}
	return list, err
}

// bodies fetches a batch at once; where that fails, or a message is missing in
// the answer, one by one.
func (r *reading) bodies(ctx context.Context, batch []about) ([]mailbox.Raw, error) {
	var found map[uint32][]byte
	if batch[0].size <= maxMessage {
		client, err := r.line.get(ctx)
		if err != nil {
			return nil, err
		}
		if found, err = client.bodies(ctx, batch); err != nil {
			if ctx.Err() != nil {
				return nil, err
			}
			r.Log.WarnContext(ctx, "batch failed, fetching its messages one by one", slog.String("folder", r.folder), slog.Any("error", err))
			r.line.hangUp()
		}
	}
	raws := make([]mailbox.Raw, 0, len(batch))
	for _, m := range batch {
		raw := mailbox.Raw{UID: m.uid, Received: m.received, Size: m.size, Data: found[m.uid]}
		if raw.Data == nil {
			there, err := r.single(ctx, &raw)
			if err != nil {
				return nil, err
			}
			if !there {
				r.result.Gone++
				continue
			}
		}
		raws = append(raws, raw)
	}
	return raws, nil
}

// single fetches one message by itself, on a new connection after each failure.
// there is false where it is gone. A message that exists and does not come, or
// breaks the connection each time, gets a Problem: one mail must not keep the
// others out.
func (r *reading) single(ctx context.Context, raw *mailbox.Raw) (there bool, err error) {
	if raw.Size > maxMessage {
		raw.Problem = fmt.Sprintf("Mejlet är på %d MB. Det är för stort att hämta: öppna det i brevlådan.", raw.Size>>20)
		r.result.Missing++
		return true, nil
	}
	var reason error
	for range bodyTries {
		client, _, err := r.open(ctx)
		if err != nil {
			return false, err
		}
		list, err := client.sizes(ctx, []uint32{raw.UID})
		if err != nil {
			r.line.hangUp()
			return false, err
		}
		if len(list) == 0 {
			return false, nil
		}
		found, err := client.bodies(ctx, list)
		if ctx.Err() != nil {
			return false, context.Cause(ctx)
		}
		if raw.Data = found[raw.UID]; raw.Data != nil {
			return true, nil
		}
		if err != nil {
			r.line.hangUp()
		}
		reason = err
	}
	raw.Problem = "Servern lämnade inte ut mejlet. Öppna det i brevlådan."
	r.result.Missing++
	r.Log.ErrorContext(ctx, "message kept without its bytes", slog.String("folder", r.folder), slog.Uint64("uid", uint64(raw.UID)), slog.Any("error", reason))
	return true, nil
}
