package live

import (
	"context"
	"errors"
	"sync"
	"time"
)

// ErrClosed says that the program ends.
var ErrClosed = errors.New("live: closed")

// most is how many news wait for one reader; more become one resync.
const most = 500

// Hub hands news to all subscriptions of one process. It is safe for many goroutines.
type Hub struct {
	now func() time.Time

	mu     sync.Mutex
	subs   map[*Subscription]struct{}
	closed bool
	up     bool
	since  time.Time // when up last changed
	here   presence
}

// NewHub makes a hub that is down until somebody listens to the database.
func NewHub(now func() time.Time) *Hub {
	return &Hub{now: now, subs: map[*Subscription]struct{}{}, since: now(), here: presence{}}
}

// Subscription is what one browser has not been told yet. One goroutine reads it.
type Subscription struct {
	hub       *Hub
	protected bool

	waiting map[News]struct{}
	order   []News
	changed bool          // up or down changed
	wake    chan struct{} // holds one
}

// Told is what a subscription was woken for.
type Told struct {
	News  []News
	Up    bool
	Since time.Time // when it became so
}

// Subscribe begins a subscription; protected tells whether its reader may hear of restricted
// cases. It ends with Close, or with the hub.
func (h *Hub) Subscribe(protected bool) *Subscription {
	s := &Subscription{hub: h, protected: protected, waiting: map[News]struct{}{}, wake: make(chan struct{}, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.subs[s] = struct{}{}
	return s
}

// Close ends the subscription.
func (s *Subscription) Close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	delete(s.hub.subs, s)
}

// Next waits until there is something to tell. It fails with ErrClosed, or as ctx does.
func (s *Subscription) Next(ctx context.Context) (Told, error) {
	for {
		if t, ok, err := s.take(); ok || err != nil {
			return t, err
		}
		select {
		case <-s.wake:
		case <-ctx.Done():
			return Told{}, ctx.Err()
		}
	}
}

func (s *Subscription) take() (Told, bool, error) {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	if s.hub.closed {
		return Told{}, false, ErrClosed
	}
	t := Told{News: s.order, Up: s.hub.up, Since: s.hub.since}
	if len(t.News) == 0 && !s.changed {
		return t, false, nil
	}
	s.order, s.changed = nil, false
	clear(s.waiting)
	return t, true, nil
}

// add is called with the hub locked.
func (s *Subscription) add(n News) {
	if n.Restricted && !s.protected {
		return
	}
	if _, there := s.waiting[n]; there {
		return
	}
	if len(s.order) >= most {
		n = News{Kind: KindResync}
		if _, there := s.waiting[n]; there {
			return
		}
		s.order = nil
		clear(s.waiting)
	}
	s.waiting[n] = struct{}{}
	s.order = append(s.order, n)
	s.rouse()
}

func (s *Subscription) rouse() {
	select {
	case s.wake <- struct{}{}:
	default: // it is awake
	}
}

// Publish tells all subscriptions.
func (h *Hub) Publish(n News) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.publish(n)
}

func (h *Hub) publish(n News) {
	for s := range h.subs {
		s.add(n)
	}
}

// Up says that the database is listened to from now on. Something may have been missed before.
func (h *Hub) Up() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.turn(true)
	h.publish(News{Kind: KindResync})
}

// Down says that the database cannot be heard.
func (h *Hub) Down() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.up {
		h.turn(false)
	}
}

func (h *Hub) turn(up bool) {
	h.up, h.since = up, h.now()
	for s := range h.subs {
		s.changed = true
		s.rouse()
	}
}

// State tells whether the database is heard, and since when it is so.
func (h *Hub) State() (up bool, since time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.up, h.since
}

// Subscribers counts the subscriptions.
func (h *Hub) Subscribers() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.subs)
}

// Close ends all subscriptions for good.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for s := range h.subs {
		s.rouse()
	}
}
