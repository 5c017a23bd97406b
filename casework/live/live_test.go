package live

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

// clock is set by hand.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time { return time.Unix(0, c.at.Load()) }

func (c *clock) forward(by time.Duration) { c.at.Add(int64(by)) }

func TestParse(t *testing.T) {
	t.Parallel()
	for payload, want := range map[string]News{
		"case 123 changed":   {Kind: KindCase, ID: 123, What: "changed"},
		"case 123 new r":     {Kind: KindCase, ID: 123, What: "new", Restricted: true},
		"event 7 arrived":    {Kind: KindEvent, ID: 7, What: "arrived"},
		"run 1 batch":        {Kind: KindRun, ID: 1, What: "batch"},
		"case 1 19640823 no": {},
		"case x changed":     {},
		"case 1":             {},
		"other 1 changed":    {},
		"here 1 2 page":      {},
	} {
		got, err := Parse(payload)
		if got != want || (err != nil) != (want == News{}) {
			t.Errorf("Parse(%q) = %+v, %v", payload, got, err)
		}
	}
}

func TestHereThereAndBack(t *testing.T) {
	t.Parallel()
	for _, h := range []Here{{Case: 1, Staff: 2, Page: "abc"}, {Case: 1, Staff: 2, Page: "abc", Gone: true, Restricted: true}} {
		if got, ok := ParseHere(h.String()); !ok || got != h {
			t.Errorf("%q is read as %+v, %v", h, got, ok)
		}
	}
	if _, ok := ParseHere("case 1 changed"); ok {
		t.Error("news are no presence")
	}
}

func next(t *testing.T, s *Subscription) Told {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	told, err := s.Next(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return told
}

func TestHubTellsOnceAndOnlyThePermitted(t *testing.T) {
	t.Parallel()
	h := NewHub(new(clock).now)
	plain, permitted := h.Subscribe(false), h.Subscribe(true)
	for range 3 {
		h.Publish(News{Kind: KindCase, ID: 1, What: "changed"})
	}
	h.Publish(News{Kind: KindCase, ID: 2, What: "changed", Restricted: true})
	if got := next(t, plain).News; len(got) != 1 || got[0].ID != 1 {
		t.Errorf("a reader without the permission hears %v", got)
	}
	if got := next(t, permitted).News; len(got) != 2 {
		t.Errorf("a permitted reader hears %v", got)
	}
}

func TestSlowReaderIsToldToReadAgain(t *testing.T) {
	t.Parallel()
	h := NewHub(new(clock).now)
	s := h.Subscribe(false)
	for i := range int64(10_000) {
		h.Publish(News{Kind: KindList, ID: i, What: "posted"})
	}
	got := next(t, s).News
	if len(got) == 0 || len(got) > most || !slices.Contains(got, News{Kind: KindResync}) {
		t.Errorf("%d news wait, want at most %d with a resync", len(got), most)
	}
}

func TestHubUpAndDown(t *testing.T) {
	t.Parallel()
	c := new(clock)
	h := NewHub(c.now)
	s := h.Subscribe(false)
	h.Down() // it never was up: nothing is new
	h.Up()
	if got := next(t, s); !got.Up || !slices.Equal(got.News, []News{{Kind: KindResync}}) {
		t.Errorf("up: %+v", got)
	}
	c.forward(time.Minute)
	h.Down()
	if got := next(t, s); got.Up || len(got.News) != 0 || !got.Since.Equal(c.now()) {
		t.Errorf("down: %+v", got)
	}
	h.Close()
	if _, err := s.Next(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("after the end: %v", err)
	}
}

func TestClosedSubscriptionIsForgotten(t *testing.T) {
	t.Parallel()
	h := NewHub(new(clock).now)
	h.Subscribe(false).Close()
	if n := h.Subscribers(); n != 0 {
		t.Errorf("%d subscribers", n)
	}
}

func TestPresence(t *testing.T) {
	t.Parallel()
	c := new(clock)
	h := NewHub(c.now)
	s := h.Subscribe(false)
	h.Heard(Here{Case: 1, Staff: 7, Page: "a"})
	h.Heard(Here{Case: 1, Staff: 7, Page: "b"}) // a second window of the same person is no news
	h.Heard(Here{Case: 1, Staff: 3, Page: "c"})
	if got := h.Present(1, false); !slices.Equal(got, []int64{3, 7}) {
		t.Errorf("present: %v", got)
	}
	if got := next(t, s).News; !slices.Equal(got, []News{{Kind: KindHere, ID: 1}}) {
		t.Errorf("told: %v", got)
	}
	h.Heard(Here{Case: 1, Staff: 7, Page: "a", Gone: true})
	if got := h.Present(1, false); len(got) != 2 {
		t.Errorf("the other window is still open: %v", got)
	}
	c.forward(HereFor)
	h.Heard(Here{Case: 1, Staff: 3, Page: "c"})
	h.Sweep()
	if got := h.Present(1, false); !slices.Equal(got, []int64{3}) {
		t.Errorf("who is silent is gone: %v", got)
	}
	if got := next(t, s).News; len(got) != 1 {
		t.Errorf("told: %v", got)
	}
}

func TestPresenceOnARestrictedCase(t *testing.T) {
	t.Parallel()
	h := NewHub(new(clock).now)
	s := h.Subscribe(false)
	h.Heard(Here{Case: 1, Staff: 7, Page: "a", Restricted: true})
	h.Publish(News{Kind: KindCase, ID: 2, What: "new"})
	if got := next(t, s).News; len(got) != 1 || got[0].ID != 2 {
		t.Errorf("told: %v", got)
	}
	if h.Present(1, false) != nil || len(h.Present(1, true)) != 1 {
		t.Error("presence on a restricted case is for the permitted")
	}
}
