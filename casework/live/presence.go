package live

import (
	"context"
	"slices"
	"time"
)

// HereFor is how long a page's word that it is open holds.
const HereFor = 45 * time.Second

// page is one open page of a person on a case.
type page struct {
	staff int64
	name  string
}

// presence is who has which case open, and until when that is believed.
type presence map[int64]map[page]sighting

type sighting struct {
	until      time.Time
	restricted bool
}

// staff gives who has a case open, in order of their ids.
func (p presence) staff(on int64) []int64 {
	var out []int64
	for at := range p[on] {
		if !slices.Contains(out, at.staff) {
			out = append(out, at.staff)
		}
	}
	slices.Sort(out)
	return out
}

// Heard takes in a page's word. Where it changes who is there, all are told.
func (h *Hub) Heard(w Here) {
	h.mu.Lock()
	defer h.mu.Unlock()
	before := h.here.staff(w.Case)
	at := page{w.Staff, w.Page}
	if w.Gone {
		delete(h.here[w.Case], at)
	} else {
		if h.here[w.Case] == nil {
			h.here[w.Case] = map[page]sighting{}
		}
		h.here[w.Case][at] = sighting{h.now().Add(HereFor), w.Restricted}
	}
	h.moved(w.Case, before, w.Restricted)
}

func (h *Hub) moved(on int64, before []int64, restricted bool) {
	if len(h.here[on]) == 0 {
		delete(h.here, on)
	}
	if !slices.Equal(before, h.here.staff(on)) {
		h.publish(News{Kind: KindHere, ID: on, Restricted: restricted})
	}
}

// Present gives the ids of the staff who have a case open, in order; none of a restricted case
// to whom it does not exist for.
func (h *Hub) Present(on int64, protected bool) []int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, seen := range h.here[on] {
		if seen.restricted && !protected {
			return nil
		}
	}
	return h.here.staff(on)
}

// Sweep forgets whom nothing has been heard from.
func (h *Hub) Sweep() {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now()
	for on, pages := range h.here {
		before := h.here.staff(on)
		restricted := false
		for at, seen := range pages {
			if !now.Before(seen.until) {
				restricted = seen.restricted
				delete(pages, at)
			}
		}
		h.moved(on, before, restricted)
	}
}

// Run sweeps until ctx ends, and then closes the hub.
func (h *Hub) Run(ctx context.Context) {
	defer h.Close()
	every := time.NewTicker(HereFor / 4)
	defer every.Stop()
	for {
		select {
		case <-every.C:
			h.Sweep()
		case <-ctx.Done():
			return
		}
	}
}

// Announcer says to all processes that a page is open on a case, or was left.
type Announcer interface {
	// Announce says it. What is not there, or must not be seen by the actor, is not announced.
	Announce(ctx context.Context, w Here, protected bool) error
	// Names gives the names of staff by their ids, in the order of the ids.
	Names(ctx context.Context, ids []int64) ([]string, error)
}
